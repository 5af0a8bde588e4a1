// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/template_text.h"

#include <algorithm>

namespace cpw::api {
namespace {

constexpr std::string_view kField = "<field>";
constexpr std::string_view kValue = "<value>";

std::string replaced(std::string text, std::string_view what, std::string_view by) {
    if (const auto at = text.find(what); at != std::string::npos)
        text.replace(at, what.size(), by);
    return text;
}

/// The words around the value of a field, with <value> in its place.
std::string phraseOf(const spec::TemplateSpec& text, const spec::FieldWording& wording) {
    const auto& name = wording.name.empty() ? wording.field : wording.name;
    return replaced(wording.phrase.empty() ? text.segment : wording.phrase, kField, name);
}

/// A field of the text: where its braces are.
struct Place {
    std::size_t open = 0;
    std::size_t close = 0; ///< of the closing brace
    std::string field;
};

Result<std::vector<Place>> findPlaces(std::string_view text, const std::vector<std::string>& fields) {
    std::vector<Place> places;
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (text[at] == '}')
            return badInput("a closing brace at character {} has no opening one; remove it", at + 1);
        if (text[at] != '{')
            continue;
        const auto close = text.find('}', at);
        if (close == std::string_view::npos || text.substr(at + 1, close - at - 1).find('{') != std::string_view::npos)
            return badInput("the brace at character {} is not closed; write a field as {{name}}", at + 1);
        std::string field(text.substr(at + 1, close - at - 1));
        if (std::find(fields.begin(), fields.end(), field) == fields.end())
            return badInput("\"{}\" is not a field of this data set", field);
        if (std::any_of(places.begin(), places.end(), [&](const Place& place) { return place.field == field; }))
            return badInput("the field \"{}\" stands there twice; remove one of the two", field);
        places.push_back({at, close, std::move(field)});
        at = close;
    }
    if (places.empty())
        return badInput("the text names no field; write one in braces, such as {{{}}}", fields.empty() ? "field" : fields.front());
    return places;
}

/// Where the segment of a field ends: after the last sentence end before the next field, else at the first blank.
Result<std::size_t> findCut(std::string_view text, const Place& place, const Place& next) {
    const auto between = text.substr(place.close + 1, next.open - place.close - 1);
    std::size_t cut = std::string_view::npos;
    for (std::size_t i = 0; i + 1 < between.size(); ++i)
        if ((between[i] == '.' || between[i] == '!' || between[i] == '?' || between[i] == ';') && between[i + 1] == ' ')
            cut = i + 1;
    if (cut == std::string_view::npos)
        cut = between.find(' ');
    if (cut == std::string_view::npos)
        return badInput("there is no blank between the fields \"{}\" and \"{}\"; put one there", place.field, next.field);
    return place.close + 1 + cut;
}

std::string oneLine(std::string_view text) {
    std::string line;
    for (const char c : text) {
        const bool isBlank = c == ' ' || c == '\n' || c == '\r' || c == '\t';
        if (!isBlank)
            line.push_back(c);
        else if (!line.empty() && line.back() != ' ')
            line.push_back(' ');
    }
    while (line.ends_with(' '))
        line.pop_back();
    return line;
}

spec::FieldWording wordingOf(const spec::TemplateSpec& before, const std::string& field) {
    const auto found = std::find_if(before.fields.begin(), before.fields.end(), [&](const spec::FieldWording& wording) { return wording.field == field; });
    auto wording = found == before.fields.end() ? spec::FieldWording{field, {}, {}} : *found;
    wording.phrase.clear();
    return wording;
}

} // namespace

spec::TemplateSpec withAllFields(spec::TemplateSpec text, const std::vector<std::string>& fields) {
    if (text.fields.empty())
        for (const auto& field : fields)
            text.fields.push_back({field, {}, {}});
    return text;
}

std::string templateText(const spec::TemplateSpec& text, const std::vector<std::string>& fields) {
    std::string whole;
    for (const auto& wording : withAllFields(text, fields).fields)
        whole += (whole.empty() ? "" : " ") + replaced(phraseOf(text, wording), kValue, "{" + wording.field + "}");
    return whole;
}

Result<spec::TemplateSpec> templateFromText(std::string_view given, const spec::TemplateSpec& before, const std::vector<std::string>& fields) {
    const auto text = oneLine(given);
    CPW_TRY(places, findPlaces(text, fields));
    spec::TemplateSpec made;
    made.segment = before.segment;
    std::size_t begin = 0;
    for (std::size_t i = 0; i < places.size(); ++i) {
        std::size_t end = text.size();
        if (i + 1 < places.size()) {
            CPW_TRY(cut, findCut(text, places[i], places[i + 1]));
            end = cut;
        }
        auto wording = wordingOf(before, places[i].field);
        const auto phrase = text.substr(begin, places[i].open - begin) + std::string(kValue) + text.substr(places[i].close + 1, end - places[i].close - 1);
        if (phrase != phraseOf(made, wording))
            wording.phrase = phrase;
        made.fields.push_back(std::move(wording));
        begin = std::min(end + 1, text.size());
    }
    return made;
}

} // namespace cpw::api
