// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/word_splitter.h"

#include <algorithm>

namespace cpw::text {

void WordSplitter::normalize(std::string_view text, std::size_t begin, std::size_t end) {
    m_units.clear();
    m_marksFrom = 0;
    const std::string_view part = text.substr(0, end);
    for (std::size_t i = begin; i < end;) {
        const CodePoint c = decodeUtf8(part, i);
        const auto first = static_cast<std::uint32_t>(i);
        const auto last = static_cast<std::uint32_t>(i + c.bytes);
        i = last;
        if (m_rules.cleansText && isRemovedControl(c.value))
            continue;
        const char32_t value = m_rules.cleansText && isWhiteSpace(c.value) ? U' ' : c.value;
        const bool isApart = m_rules.separatesIdeographs && isIdeograph(value);
        if (isApart)
            addDecomposed(U' ', first, last);
        addDecomposed(value, first, last);
        if (isApart)
            addDecomposed(U' ', first, last);
    }
    sortMarks();
    stripAndLower();
}

std::string WordSplitter::normalized(std::string_view text) {
    normalize(text, 0, text.size());
    std::string result;
    for (const Unit& unit : m_units)
        appendUtf8(result, unit.value);
    return result;
}

void WordSplitter::addDecomposed(char32_t c, std::uint32_t begin, std::uint32_t end) {
    if (!m_rules.stripsAccents) {
        m_units.push_back({c, begin, end});
        if (c == 0x130 && m_rules.isLowerCase) // the one letter whose lower case has two code points: i and a dot above
            m_units.push_back({0x307, begin, end});
        return;
    }
    const Decomposition parts = decompose(c);
    for (std::size_t k = 0; k < parts.count; ++k) {
        const bool isStarter = combiningClass(parts.values[k]) == 0;
        if (isStarter)
            sortMarks();
        m_units.push_back({parts.values[k], begin, end, k == 0});
        if (isStarter)
            m_marksFrom = m_units.size();
    }
}

/// Canonical ordering: each run of marks by combining class, equal classes in input order. Offsets go by place, as in the fast
/// tokenizer: the n-th mark that begins an input character takes the n-th of those characters, so that offsets keep ascending.
void WordSplitter::sortMarks() {
    if (!m_rules.stripsAccents || m_units.size() < m_marksFrom + 2)
        return;
    const auto byClass = [](const Unit& a, const Unit& b) { return combiningClass(a.value) < combiningClass(b.value); };
    const auto first = m_units.begin() + static_cast<std::ptrdiff_t>(m_marksFrom);
    if (std::is_sorted(first, m_units.end(), byClass))
        return;
    m_sources.clear();
    for (auto unit = first; unit != m_units.end(); ++unit)
        if (unit->isFirst)
            m_sources.push_back({unit->begin, unit->end});
    std::stable_sort(first, m_units.end(), byClass);
    Source source = m_marksFrom > 0 ? Source{first[-1].begin, first[-1].end} : m_sources.front();
    std::size_t next = 0;
    for (auto unit = first; unit != m_units.end(); ++unit) {
        if (unit->isFirst)
            source = m_sources[next++];
        unit->begin = source.begin;
        unit->end = source.end;
    }
}

void WordSplitter::stripAndLower() {
    if (m_rules.stripsAccents)
        std::erase_if(m_units, [](const Unit& unit) { return isNonSpacingMark(unit.value); });
    if (!m_rules.isLowerCase)
        return;
    for (Unit& unit : m_units)
        unit.value = lowerCase(unit.value);
}

void WordSplitter::appendUnit(const Unit& unit) {
    appendUtf8(m_word, unit.value);
    m_begins.resize(m_word.size(), unit.begin);
    m_ends.resize(m_word.size(), unit.end);
}

} // namespace cpw::text
