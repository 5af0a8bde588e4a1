// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/option_schema.h"

#include <map>
#include <string>
#include <vector>

namespace cpw::spec {

/// How one field is worded.
struct FieldWording {
    std::string field;                         ///< column of the data set
    std::string name;                          ///< as written in the sentence; empty: the column's name
    std::map<std::string, std::string> values; ///< raw value to words (an age code to "under 18"); others are written as they are
    std::string phrase = {}; ///< in place of the template's segment, for this field alone; holds <value> once and <field> at most once
};

/// The sentence of a row: one segment for each field in order, joined by one space.
struct TemplateSpec {
    std::string segment = "<field> is <value>."; ///< holds <value> once and <field> at most once
    std::vector<FieldWording> fields;            ///< in sentence order; empty: all fields under their own names
};

enum class TokenizerKind { Trained, File, Folder };

/// Where the vocabulary comes from.
struct TokenizerSpec {
    TokenizerKind kind = TokenizerKind::Trained;
    int vocabularySize = 2000; ///< trained: at most this many pieces, special tokens included
    std::string path;          ///< file: a vocab.txt or tokenizer.json; folder: the language model's own folder when empty
    bool isLowerCase = true;
    bool mergesDigits = true; ///< trained: false leaves each digit a piece of its own, so that ids do not fill the vocabulary
};

template <class Visitor>
void describe(Visitor& visit, FieldWording& o) {
    visit(o.field, {.key = "field", .title = "Field", .help = "Column of the data set."});
    visit(o.name, {.key = "name", .title = "Name", .help = "As written in the sentence; empty: the column's name."});
    visit.textMap("values", "Value wording", o.values);
    visit(o.phrase, {.key = "phrase", .title = "Phrase", .help = "For this field in place of the segment, such as \"The film <value> came out.\"; empty: the segment."});
}

template <class Visitor>
void describe(Visitor& visit, TemplateSpec& o) {
    visit(o.segment, {.key = "segment", .title = "Segment", .help = "Text of one field; holds <value> once and <field> at most once."});
    visit.list("fields", "Fields", o.fields);
}

template <class Visitor>
void describe(Visitor& visit, TokenizerSpec& o) {
    visit(o.kind, {.key = "kind", .title = "Tokenizer", .help = "trained on the data set's text, from a vocab.txt or tokenizer.json, or of a model folder."});
    visit(o.vocabularySize, {.key = "vocabulary_size", .title = "Vocabulary size", .help = "Upper limit of a trained vocabulary.",
                             .minimum = 64, .maximum = 1000000});
    visit(o.path, {.key = "path", .title = "Path", .help = "vocab.txt, tokenizer.json or model folder."});
    visit(o.isLowerCase, {.key = "lower_case", .title = "Lower case", .help = "Uncased vocabulary: lower case, accents stripped."});
    visit(o.mergesDigits, {.key = "merge_digits", .title = "Merge digits", .help = "Trained: off leaves each digit a piece of its own."});
}

} // namespace cpw::spec

template <>
struct cpw::EnumNames<cpw::spec::TokenizerKind> {
    using Kind = cpw::spec::TokenizerKind;
    static constexpr std::pair<Kind, const char*> kNames[] = {
        {Kind::Trained, "trained"}, {Kind::File, "file"}, {Kind::Folder, "folder"}};
};
