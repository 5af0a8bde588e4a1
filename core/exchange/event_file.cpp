// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exchange/event_file.h"

#include "core/base/text_format.h"
#include "core/data/delimited_reader.h"
#include "core/exchange/import_sink.h"
#include "core/exchange/record_reader.h"

#include <algorithm>

namespace cpw::exchange {
namespace {

constexpr std::uint64_t kProgressRecords = 2000;

std::string endNote(const RecordReader& reader, const char* why) {
    return fmt::format("stops at byte {} of {}: {}", withThousands(static_cast<std::int64_t>(reader.position())),
                       withThousands(static_cast<std::int64_t>(reader.size())), why);
}

/// Names come from a foreign file; the project's own texts are UTF-8.
std::string nameOf(const std::string& tag) {
    return data::isUtf8(tag) ? tag : data::latin1ToUtf8(tag);
}

} // namespace

Result<EventFolder::FileEnd> EventFolder::read(std::string_view bytes, const Progress& progress) {
    RecordReader reader(bytes);
    FileEnd end;
    for (std::uint64_t number = 0;; ++number) {
        if (progress && number % kProgressRecords == 0)
            CPW_TRY_VOID(progress(reader.position()));
        const auto state = reader.next();
        if (state == RecordReader::State::End)
            return end;
        end.isWhole = state == RecordReader::State::Record;
        if (state == RecordReader::State::Truncated)
            end.note = endNote(reader, "the last record is not whole; its program may still write it");
        else if (state == RecordReader::State::Damaged)
            end.note = endNote(reader, "a checksum does not fit, so what follows cannot be trusted");
        if (!end.isWhole)
            return end;
        const auto event = parseEvent(reader.data());
        if (!event) {
            end.isWhole = false;
            end.note = endNote(reader, event.error().message.c_str());
            return end;
        }
        end.isEventFile = end.isEventFile || event->fileVersion.starts_with("brain.Event:") || !event->values.empty();
        take(*event);
    }
}

void EventFolder::take(const TensorBoardEvent& event) {
    if (event.isSessionStart)
        rewind(event.step);
    for (const auto& value : event.values)
        takeValue(event, value);
}

void EventFolder::takeValue(const TensorBoardEvent& event, const SummaryValue& value) {
    const auto plugin = value.plugin.empty() ? m_plugins.find(value.tag) : m_plugins.insert_or_assign(value.tag, value.plugin).first;
    const std::string name = plugin == m_plugins.end() ? std::string() : plugin->second;
    if (name == "hparams") {
        auto content = parseHparams(value.pluginContent);
        if (!content)
            return;
        m_hparams.settings.merge(content->settings);
        for (const auto field : {&HparamsContent::startSeconds, &HparamsContent::endSeconds})
            if ((*content).*field)
                m_hparams.*field = (*content).*field;
        if (content->endStatus)
            m_hparams.endStatus = content->endStatus;
        return;
    }
    // A tensor of one number may also be a histogram with one bucket or a text: only "scalars", or nobody, says that it is one.
    if (!value.number || (value.isTensor && !name.empty() && name != "scalars")) {
        ++m_otherValues;
        return;
    }
    auto& curve = m_curves[nameOf(value.tag)];
    curve.points.push_back({event.step, 0, *value.number, timeOfSeconds(event.wallTime), 0});
    m_first = m_first == 0 ? event.wallTime : std::min(m_first, event.wallTime);
    m_last = std::max(m_last, event.wallTime);
}

void EventFolder::rewind(std::int64_t step) {
    for (auto& [name, curve] : m_curves) {
        auto& points = curve.points;
        while (!points.empty() && points.back().step >= step) // as a rule all that is to go
            points.pop_back();
        std::erase_if(points, [step](const auto& point) { return point.step >= step; });
    }
}

} // namespace cpw::exchange
