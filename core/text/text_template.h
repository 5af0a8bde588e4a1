// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/spec/text_spec.h"

#include <cstddef>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace cpw::text {

/// The sentence of a row: "age is under 18. title is alien." One segment for each worded field, joined by one space. Values lose
/// outer blanks. A value that spells a special token ("[SEP]") gets a space after its first character, so that data never becomes
/// one; WordPiece reads it as the same plain pieces. Immutable; any thread may render.
class TextTemplate {
public:
    /// Where a value is in a rendered text, in bytes.
    struct Range {
        std::size_t begin = 0;
        std::size_t end = 0;
    };
    struct Segment {
        std::string text;
        Range value;
    };
    struct Sentence {
        std::string text;
        std::vector<Range> values;        ///< of each segment
        std::vector<std::size_t> starts; ///< of each segment; the blank that joins it with the one before is its own
    };

    /// Fails on a segment without exactly one <value> or with several <field>, on a field that is not in `fieldNames` or is worded
    /// twice, and on wording that spells one of the `specialPieces`.
    [[nodiscard]] static Result<TextTemplate> make(const spec::TemplateSpec& spec, const std::vector<std::string>& fieldNames,
                                                   std::vector<std::string> specialPieces);

    [[nodiscard]] std::size_t size() const { return m_parts.size(); }
    /// Index into the `fieldNames` of the field that a segment words.
    [[nodiscard]] std::size_t field(std::size_t segment) const { return m_parts[segment].field; }
    [[nodiscard]] Segment renderSegment(std::size_t segment, std::string_view rawValue) const;

    /// A whole sentence; valueOf(field) gives the raw value of a field by its index in fieldNames.
    template <class ValueOf>
    [[nodiscard]] Sentence render(ValueOf&& valueOf) const {
        Sentence sentence;
        sentence.values.reserve(size());
        for (std::size_t i = 0; i < size(); ++i)
            append(sentence, renderSegment(i, valueOf(field(i))));
        return sentence;
    }

private:
    struct Part {
        std::size_t field = 0;
        std::string before; ///< of the value
        std::string after;
        std::map<std::string, std::string, std::less<>> words;
    };
    static void append(Sentence& sentence, const Segment& segment);
    [[nodiscard]] Result<void> addPart(const spec::TemplateSpec& spec, const spec::FieldWording& wording, std::size_t field);
    [[nodiscard]] Result<void> checkSpecials(const std::string& wording, const std::string& where) const;
    void separateSpecials(Segment& segment) const;

    std::vector<Part> m_parts;
    std::vector<std::string> m_specialPieces;
};

} // namespace cpw::text
