// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/line_reader.h"

#include <algorithm>
#include <utility>

namespace cpw::data {

namespace {
constexpr std::string_view kUtf8Mark = "\xEF\xBB\xBF";
constexpr std::size_t kGivenBackTogether = std::size_t{8} << 20;
}

Result<LineReader> LineReader::open(const std::filesystem::path& path) {
    CPW_TRY(source, ByteSource::open(path));
    if (source->window().empty())
        return badInput("{} is empty, expected lines of text", source->name());
    return LineReader(std::move(source));
}

LineReader::LineReader(std::unique_ptr<ByteSource> source) : m_source(std::move(source)) {
    if (m_source->window().starts_with(kUtf8Mark))
        m_position = kUtf8Mark.size();
}

Result<bool> LineReader::next() {
    for (;;) {
        const auto text = m_source->window();
        const auto end = text.find('\n', m_position);
        if (end == std::string_view::npos && !m_source->isLast()) {
            if (text.size() - m_position >= ByteSource::kLongestRecord)
                return badInput("line {} of {} is longer than {} bytes, expected lines of text", m_lineNumber + 1, name(),
                                ByteSource::kLongestRecord);
            CPW_TRY_VOID(m_source->advance(std::exchange(m_position, 0)));
            m_givenBack = 0;
            continue;
        }
        if (m_position >= text.size())
            return false;
        ++m_lineNumber;
        take(std::min(end, text.size()));
        if (!m_line.empty())
            return true;
    }
}

void LineReader::take(std::size_t end) {
    const auto text = m_source->window();
    if (m_position - m_givenBack >= kGivenBackTogether) {
        m_source->giveBack(m_position);
        m_givenBack = m_position;
    }
    m_line = text.substr(m_position, end - m_position);
    m_position = std::min(end + 1, text.size());
    if (m_line.ends_with('\r'))
        m_line.remove_suffix(1);
    if (text.size() - end >= kPadding)
        return;
    m_padded.assign(m_line.size() + kPadding, '\0');
    std::copy(m_line.begin(), m_line.end(), m_padded.begin());
    m_line = std::string_view(m_padded.data(), m_line.size());
}

std::string LineReader::place() const {
    return fmt::format("line {} of {}", m_lineNumber, name());
}

} // namespace cpw::data
