// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/text_template.h"

#include "core/text/unicode.h"

#include <algorithm>
#include <tuple>
#include <utility>

namespace cpw::text {

namespace {

constexpr std::string_view kField = "<field>";
constexpr std::string_view kValue = "<value>";

std::size_t occurrences(std::string_view text, std::string_view pattern) {
    std::size_t count = 0;
    for (std::size_t at = text.find(pattern); at != std::string_view::npos; at = text.find(pattern, at + pattern.size()))
        ++count;
    return count;
}

std::string joined(const std::vector<std::string>& names) {
    std::string text;
    for (const std::string& name : names)
        text += (text.empty() ? "" : ", ") + name;
    return text;
}

Result<void> checkSegment(const std::string& segment) {
    const std::size_t values = occurrences(segment, kValue);
    if (values != 1)
        return badInput("the segment \"{}\" of the template holds <value> {} times, expected once, as in \"<field> is <value>.\"", segment, values);
    const std::size_t fields = occurrences(segment, kField);
    if (fields > 1)
        return badInput("the segment \"{}\" of the template holds <field> {} times, expected at most once", segment, fields);
    return {};
}

/// `segment` up to and after <value>, with the field's name put in.
std::pair<std::string, std::string> partsOf(std::string segment, const std::string& name) {
    std::size_t value = segment.find(kValue);
    if (const std::size_t field = segment.find(kField); field != std::string::npos) {
        segment.replace(field, kField.size(), name);
        if (field < value)
            value += name.size() - kField.size();
    }
    return {segment.substr(0, value), segment.substr(value + kValue.size())};
}

} // namespace

Result<TextTemplate> TextTemplate::make(const spec::TemplateSpec& spec, const std::vector<std::string>& fieldNames,
                                        std::vector<std::string> specialPieces) {
    TextTemplate made;
    made.m_specialPieces = std::move(specialPieces);
    CPW_TRY_VOID(checkSegment(spec.segment));
    if (spec.fields.empty())
        for (std::size_t i = 0; i < fieldNames.size(); ++i)
            CPW_TRY_VOID(made.addPart(spec, {fieldNames[i], "", {}}, i));
    for (const spec::FieldWording& wording : spec.fields) {
        const auto found = std::ranges::find(fieldNames, wording.field);
        if (found == fieldNames.end())
            return badInput("the template names the field \"{}\", which the data set does not use; it has {}", wording.field,
                            joined(fieldNames));
        const auto field = static_cast<std::size_t>(found - fieldNames.begin());
        if (std::ranges::any_of(made.m_parts, [&](const Part& part) { return part.field == field; }))
            return badInput("the template words the field \"{}\" twice; remove one of the two", wording.field);
        CPW_TRY_VOID(made.addPart(spec, wording, field));
    }
    if (made.m_parts.empty())
        return badInput("the template has no fields to word; the data set has none");
    return made;
}

Result<void> TextTemplate::addPart(const spec::TemplateSpec& spec, const spec::FieldWording& wording, std::size_t field) {
    Part part;
    part.field = field;
    if (!wording.phrase.empty())
        CPW_TRY_VOID(checkSegment(wording.phrase));
    std::tie(part.before, part.after) = partsOf(wording.phrase.empty() ? spec.segment : wording.phrase, wording.name.empty() ? wording.field : wording.name);
    CPW_TRY_VOID(checkSpecials(part.before + " " + part.after, "the words around the value of \"" + wording.field + "\""));
    for (const auto& [raw, words] : wording.values) {
        CPW_TRY_VOID(checkSpecials(words, "the wording of value \"" + raw + "\" of \"" + wording.field + "\""));
        part.words.emplace(raw, words);
    }
    m_parts.push_back(std::move(part));
    return {};
}

Result<void> TextTemplate::checkSpecials(const std::string& wording, const std::string& where) const {
    for (const std::string& special : m_specialPieces)
        if (wording.find(special) != std::string::npos)
            return badInput("the template spells the special token {} in {}; write other words", special, where);
    return {};
}

TextTemplate::Segment TextTemplate::renderSegment(std::size_t index, std::string_view rawValue) const {
    const Part& part = m_parts[index];
    const std::string_view stripped = strippedBlanks(rawValue);
    auto worded = part.words.find(rawValue);
    if (worded == part.words.end())
        worded = part.words.find(stripped);
    const std::string_view value = worded == part.words.end() ? stripped : strippedBlanks(worded->second);
    Segment segment{part.before, {part.before.size(), part.before.size() + value.size()}};
    segment.text.append(value).append(part.after);
    separateSpecials(segment);
    return segment;
}

void TextTemplate::separateSpecials(Segment& segment) const {
    for (const std::string& special : m_specialPieces) {
        for (std::size_t at = segment.text.find(special); at != std::string::npos; at = segment.text.find(special, at)) {
            at += decodeUtf8(segment.text, at).bytes;
            segment.text.insert(at, 1, ' ');
            segment.value.begin += segment.value.begin >= at ? 1 : 0;
            segment.value.end += segment.value.end >= at ? 1 : 0;
        }
    }
}

void TextTemplate::append(Sentence& sentence, const Segment& segment) {
    sentence.starts.push_back(sentence.text.size());
    if (!sentence.values.empty())
        sentence.text += ' ';
    const std::size_t shift = sentence.text.size();
    sentence.text += segment.text;
    sentence.values.push_back({segment.value.begin + shift, segment.value.end + shift});
}

} // namespace cpw::text
