// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exchange/tensorboard_event.h"

#include "core/exchange/tensor_number.h"
#include "core/exchange/wire_reader.h"

#include <cmath>

namespace cpw::exchange {
namespace {

using Kind = WireField::Kind;

tl::unexpected<Error> noMessage() {
    return badInput("the record is not an event: its bytes are no whole message");
}

/// tensorflow.SummaryMetadata: which plugin the values of a tag are for.
bool readMetadata(std::string_view bytes, SummaryValue& value) {
    constexpr std::uint32_t kPluginData = 1, kDataClass = 4, kName = 1, kContent = 2;
    constexpr std::uint64_t kScalarClass = 1;
    WireReader reader(bytes);
    bool isScalar = false;
    while (const auto field = reader.next()) {
        if (field->is(kDataClass, Kind::Varint))
            isScalar = field->bits == kScalarClass;
        if (!field->is(kPluginData, Kind::Bytes))
            continue;
        WireReader plugin(field->bytes);
        while (const auto part = plugin.next()) {
            if (part->is(kName, Kind::Bytes))
                value.plugin = part->bytes;
            else if (part->is(kContent, Kind::Bytes))
                value.pluginContent = part->bytes;
        }
        if (plugin.isFaulty())
            return false;
    }
    if (isScalar && value.plugin != "hparams")
        value.plugin = "scalars";
    return !reader.isFaulty();
}

/// tensorflow.Summary.Value; none: no message.
std::optional<SummaryValue> readValue(std::string_view bytes) {
    constexpr std::uint32_t kTag = 1, kSimple = 2, kTensor = 8, kMetadata = 9;
    SummaryValue value;
    WireReader reader(bytes);
    while (const auto field = reader.next()) {
        if (field->is(kTag, Kind::Bytes)) {
            value.tag = field->bytes;
        } else if (field->is(kSimple, Kind::Fixed32)) {
            value.number = static_cast<double>(field->asFloat());
            value.isTensor = false;
        } else if (field->is(kTensor, Kind::Bytes)) {
            value.number = singleNumber(field->bytes);
            value.isTensor = true;
        } else if (field->is(kMetadata, Kind::Bytes)) {
            if (!readMetadata(field->bytes, value))
                return std::nullopt;
        }
    }
    return reader.isFaulty() ? std::nullopt : std::optional(std::move(value));
}

bool readSummary(std::string_view bytes, std::vector<SummaryValue>& values) {
    constexpr std::uint32_t kValue = 1;
    WireReader reader(bytes);
    while (const auto field = reader.next()) {
        if (!field->is(kValue, Kind::Bytes))
            continue;
        auto value = readValue(field->bytes);
        if (!value)
            return false;
        values.push_back(std::move(*value));
    }
    return !reader.isFaulty();
}

bool isStart(std::string_view sessionLog) {
    constexpr std::uint32_t kStatus = 1;
    constexpr std::uint64_t kStart = 1;
    WireReader reader(sessionLog);
    bool isFound = false;
    while (const auto field = reader.next())
        if (field->is(kStatus, Kind::Varint))
            isFound = field->bits == kStart;
    return isFound;
}

/// google.protobuf.Value as text; lists and structures are left out.
std::optional<std::string> valueText(std::string_view bytes) {
    constexpr std::uint32_t kNull = 1, kNumber = 2, kText = 3, kBool = 4;
    std::optional<std::string> text;
    WireReader reader(bytes);
    while (const auto field = reader.next()) {
        if (field->is(kNull, Kind::Varint))
            text = "none";
        else if (field->is(kNumber, Kind::Fixed64))
            text = fmt::format("{}", field->asDouble());
        else if (field->is(kText, Kind::Bytes))
            text = std::string(field->bytes);
        else if (field->is(kBool, Kind::Varint))
            text = field->bits ? "true" : "false";
    }
    return text;
}

/// SessionStartInfo: field 1 is the map of settings, one entry (key 1, value 2) a field.
void readStart(std::string_view bytes, HparamsContent& content) {
    constexpr std::uint32_t kSettings = 1, kStartSeconds = 5, kKey = 1, kValue = 2;
    WireReader reader(bytes);
    while (const auto field = reader.next()) {
        if (field->is(kStartSeconds, Kind::Fixed64))
            content.startSeconds = field->asDouble();
        if (!field->is(kSettings, Kind::Bytes))
            continue;
        std::string key;
        std::optional<std::string> text;
        WireReader entry(field->bytes);
        while (const auto part = entry.next()) {
            if (part->is(kKey, Kind::Bytes))
                key = part->bytes;
            else if (part->is(kValue, Kind::Bytes))
                text = valueText(part->bytes);
        }
        if (text && !key.empty())
            content.settings[key] = *text;
    }
}

void readEnd(std::string_view bytes, HparamsContent& content) {
    constexpr std::uint32_t kStatus = 1, kEndSeconds = 2;
    content.endStatus = 0;
    WireReader reader(bytes);
    while (const auto field = reader.next()) {
        if (field->is(kStatus, Kind::Varint))
            content.endStatus = static_cast<int>(field->bits & 0xFFU);
        else if (field->is(kEndSeconds, Kind::Fixed64))
            content.endSeconds = field->asDouble();
    }
}

} // namespace

Result<TensorBoardEvent> parseEvent(std::string_view record) {
    constexpr std::uint32_t kWallTime = 1, kStep = 2, kFileVersion = 3, kSummary = 5, kSessionLog = 7;
    TensorBoardEvent event;
    WireReader reader(record);
    while (const auto field = reader.next()) {
        if (field->is(kWallTime, Kind::Fixed64))
            event.wallTime = field->asDouble();
        else if (field->is(kStep, Kind::Varint))
            event.step = field->asInteger();
        else if (field->is(kFileVersion, Kind::Bytes))
            event.fileVersion = field->bytes;
        else if (field->is(kSummary, Kind::Bytes)) {
            if (!readSummary(field->bytes, event.values))
                return noMessage();
        } else if (field->is(kSessionLog, Kind::Bytes))
            event.isSessionStart = isStart(field->bytes);
    }
    if (reader.isFaulty())
        return noMessage();
    return event;
}

std::optional<HparamsContent> parseHparams(std::string_view content) {
    constexpr std::uint32_t kStart = 3, kEnd = 4;
    HparamsContent parsed;
    WireReader reader(content);
    while (const auto field = reader.next()) {
        if (field->is(kStart, Kind::Bytes))
            readStart(field->bytes, parsed);
        else if (field->is(kEnd, Kind::Bytes))
            readEnd(field->bytes, parsed);
    }
    return reader.isFaulty() ? std::nullopt : std::optional(std::move(parsed));
}

} // namespace cpw::exchange
