// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/desk/raw_text.h"

#include "core/data/byte_source.h"
#include "core/data/delimited_reader.h"
#include "core/data/row_reading.h"

namespace cpw::desk {
namespace {

constexpr std::size_t kHeadBytes = 1 << 20;
constexpr std::int64_t kYear1980 = 315'532'800;
constexpr std::int64_t kYear2100 = 4'102'444'800;

} // namespace

Result<HeadText> readHead(const std::filesystem::path& path) {
    CPW_TRY(source, data::ByteSource::open(path));
    HeadText head;
    const auto window = source->window();
    head.bytes = source->bytesTotal();
    head.text = window.substr(0, kHeadBytes);
    head.isWhole = source->isLast() && head.text.size() == window.size();
    if (const auto end = head.text.rfind('\n'); !head.isWhole && end != std::string::npos)
        head.text.resize(end + 1);
    if (head.text.empty())
        return badInput("{} is empty, expected rows", path.filename().string());
    head.isUtf8 = data::isUtf8(head.text);
    return head;
}

api::ColumnKind kindOfValues(const std::vector<std::string>& values) {
    bool areTimes = true, areWhole = true, areNumbers = true, isEmpty = true;
    for (const auto& value : values) {
        if (value.empty())
            continue;
        isEmpty = false;
        const auto whole = data::wholeNumberFromText(value);
        areWhole = areWhole && whole;
        areNumbers = areNumbers && data::numberFromText(value);
        const auto seconds = whole && *whole > kYear2100 ? *whole / 1000 : whole.value_or(0);
        areTimes = areTimes && whole && seconds > kYear1980 && seconds < kYear2100;
    }
    if (isEmpty || !areNumbers)
        return api::ColumnKind::Text;
    return areTimes ? api::ColumnKind::Time : areWhole ? api::ColumnKind::WholeNumber : api::ColumnKind::Number;
}

} // namespace cpw::desk
