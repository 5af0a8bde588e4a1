// SPDX-License-Identifier: GPL-3.0-or-later
// Event files byte by byte: framing, wire format, the forms in which numbers come.
#include "core/exchange/crc32c.h"
#include "core/exchange/event_file.h"
#include "core/exchange/record_reader.h"
#include "core/exchange/tensor_number.h"
#include "core/exchange/tensorboard_event.h"
#include "core/exchange/wire_reader.h"
#include "tests/support/record_writer.h"

#include <QTest>

#include <cmath>

using namespace cpw;
using namespace cpw::exchange;
using namespace cpw::tests;

using State = RecordReader::State;

Q_DECLARE_METATYPE(std::string)

namespace {

/// tensorflow.TensorProto with a type, a shape of these sizes and more fields.
std::string tensor(std::uint64_t type, const std::vector<std::uint64_t>& sizes, const std::string& fields) {
    std::string shape;
    for (const auto size : sizes)
        shape += textField(2, varintField(1, size));
    return varintField(1, type) + textField(2, shape) + fields;
}

std::string tensorValue(const std::string& tag, const std::string& plugin, const std::string& tensorBytes) {
    return textField(1, tag) + textField(8, tensorBytes) + (plugin.empty() ? std::string() : textField(9, textField(1, textField(1, plugin))));
}

std::vector<double> valuesOf(const EventFolder& folder, const std::string& tag) {
    std::vector<double> values;
    if (const auto found = folder.curves().find(tag); found != folder.curves().end())
        for (const auto& point : found->second.points)
            values.push_back(point.value);
    return values;
}

EventFolder::FileEnd read(EventFolder& folder, const std::string& bytes) {
    auto end = folder.read(bytes, {});
    return end ? *end : EventFolder::FileEnd{false, false, end.error().text()};
}

} // namespace

class EventFilesTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void checksumsAreThoseOfTheStandard();
    void recordsComeOneAfterTheOther();
    void aCutRecordEndsTheFileWhereverItIsCut();
    void aChangedByteIsFoundWhereverItIs();
    void hostileLengthsCostNothing();
    void fieldsOfEveryKindAreRead();
    void brokenMessagesAreFaults();
    void tensorsOfOneNumberAreNumbers_data();
    void tensorsOfOneNumberAreNumbers();
    void otherTensorsAreNone_data();
    void otherTensorsAreNone();
    void onlyScalarPluginsMakeCurvesOfTensors();
    void theFirstValueOfATagSaysItsPlugin();
    void aRestartDropsWhatItRepeats();
    void whatCameBeforeABrokenRecordIsKept();
    void aFileOfAnotherKindIsNone();
    void hparamsAreTexts();
};

void EventFilesTest::checksumsAreThoseOfTheStandard() {
    QCOMPARE(crc32c("123456789"), 0xE3069283U); // the check value of CRC-32C
    // RFC 3720, B.4
    QCOMPARE(crc32c(std::string(32, '\0')), 0x8A9136AAU);
    QCOMPARE(crc32c(std::string(32, '\xFF')), 0x62A8AB43U);
    std::string rising;
    for (char c = 0; c < 32; ++c)
        rising += c;
    QCOMPARE(crc32c(rising), 0x46DD794EU);
    std::string text;
    for (int length = 0; length < 40; ++length, text += static_cast<char>(37 * length)) // eight bytes at a time, and what is left
        QCOMPARE(maskedCrc32c(text), slowMaskedCrc(text));
}

void EventFilesTest::recordsComeOneAfterTheOther() {
    const auto bytes = record("first") + record("") + record(std::string(300, 'x'));
    RecordReader reader(bytes);
    QVERIFY(reader.next() == State::Record);
    QCOMPARE(reader.data(), std::string_view("first"));
    QVERIFY(reader.next() == State::Record);
    QVERIFY(reader.data().empty());
    QVERIFY(reader.next() == State::Record);
    QCOMPARE(reader.data().size(), std::size_t{300});
    QVERIFY(reader.next() == State::End);
    QVERIFY(reader.next() == State::End);
    QCOMPARE(reader.position(), std::uint64_t{bytes.size()});
}

void EventFilesTest::aCutRecordEndsTheFileWhereverItIsCut() {
    const auto first = record("first");
    const auto whole = first + record("second");
    for (auto length = first.size() + 1; length < whole.size(); ++length) {
        RecordReader reader(std::string_view(whole).substr(0, length));
        QVERIFY(reader.next() == State::Record);
        QVERIFY(reader.next() == State::Truncated);
        QVERIFY(reader.next() == State::Truncated);
        QCOMPARE(reader.position(), std::uint64_t{first.size()});
    }
}

void EventFilesTest::aChangedByteIsFoundWhereverItIs() {
    const auto whole = record("first record");
    for (std::size_t place = 0; place < whole.size(); ++place)
        for (const int bit : {0, 3, 7}) {
            auto changed = whole;
            changed[place] = static_cast<char>(static_cast<unsigned char>(changed[place]) ^ (1U << bit));
            RecordReader reader(changed);
            QVERIFY2(reader.next() == State::Damaged, qPrintable(QStringLiteral("byte %1").arg(place)));
        }
}

void EventFilesTest::hostileLengthsCostNothing() {
    for (const std::uint64_t length : {std::uint64_t{5}, std::uint64_t{1} << 40, ~std::uint64_t{0}, ~std::uint64_t{0} - 11, ~std::uint64_t{0} - 15}) {
        const auto head = bytesOf(length);
        const auto bytes = head + bytesOf(slowMaskedCrc(head)) + "data";
        RecordReader reader(bytes);
        QVERIFY(reader.next() == State::Truncated);
    }
}

void EventFilesTest::fieldsOfEveryKindAreRead() {
    const auto message = varintField(1, 300) + doubleField(2, -0.5) + textField(3, "abc") + floatField(4, 1.25F) + varintField(5, ~std::uint64_t{0});
    WireReader reader(message);
    auto field = reader.next();
    QVERIFY(field && field->is(1, WireField::Kind::Varint));
    QCOMPARE(field->bits, std::uint64_t{300});
    field = reader.next();
    QVERIFY(field && field->is(2, WireField::Kind::Fixed64));
    QCOMPARE(field->asDouble(), -0.5);
    field = reader.next();
    QVERIFY(field && field->is(3, WireField::Kind::Bytes));
    QCOMPARE(field->bytes, std::string_view("abc"));
    field = reader.next();
    QVERIFY(field && field->is(4, WireField::Kind::Fixed32));
    QCOMPARE(field->asFloat(), 1.25F);
    field = reader.next();
    QVERIFY(field);
    QCOMPARE(field->asInteger(), std::int64_t{-1}); // as a negative int64 is written
    QVERIFY(!reader.next());
    QVERIFY(!reader.isFaulty());
}

void EventFilesTest::brokenMessagesAreFaults() {
    const std::string messages[] = {
        std::string("\x08"),                       // a key without its number
        std::string("\x08\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\x01", 12), // eleven bytes of a number
        std::string("\x12\x05" "abc"),             // three bytes where five are told
        std::string("\x12\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\x01", 11), // 2^64 - 1 bytes
        std::string("\x09\x01\x02"),               // two of eight bytes
        std::string("\x0D\x01"),                   // one of four bytes
        std::string("\x0B\x0C"),                   // a group
        std::string("\x00\x01", 2),                // field number 0
        std::string("\x0F"),                       // a kind that was never defined
    };
    for (const auto& message : messages) {
        WireReader reader(message);
        QVERIFY(!reader.next());
        QVERIFY2(reader.isFaulty(), message.c_str());
        QVERIFY(!reader.next());
        QVERIFY(!parseEvent(message));
    }
}

void EventFilesTest::tensorsOfOneNumberAreNumbers_data() {
    QTest::addColumn<std::string>("bytes");
    QTest::addColumn<double>("number");
    const auto content = [](const std::string& bytes) { return textField(4, bytes); };
    QTest::newRow("float content") << tensor(1, {}, content(bytesOf(0.75F))) << 0.75;
    QTest::newRow("double content") << tensor(2, {}, content(bytesOf(0.1))) << 0.1;
    QTest::newRow("int32 content") << tensor(3, {1}, content(bytesOf(std::int32_t{-7}))) << -7.0;
    QTest::newRow("uint8 content") << tensor(4, {1, 1}, content(bytesOf(std::uint8_t{200}))) << 200.0;
    QTest::newRow("int16 content") << tensor(5, {}, content(bytesOf(std::int16_t{-300}))) << -300.0;
    QTest::newRow("int8 content") << tensor(6, {}, content(bytesOf(std::int8_t{-3}))) << -3.0;
    QTest::newRow("int64 content") << tensor(9, {}, content(bytesOf(std::int64_t{1} << 40))) << 1099511627776.0;
    QTest::newRow("bool content") << tensor(10, {}, content("\x01")) << 1.0;
    QTest::newRow("bfloat16 content") << tensor(14, {}, content(bytesOf(std::uint16_t{0x3FC0}))) << 1.5;
    QTest::newRow("uint16 content") << tensor(17, {}, content(bytesOf(std::uint16_t{65535}))) << 65535.0;
    QTest::newRow("half content") << tensor(19, {}, content(bytesOf(std::uint16_t{0x3E00}))) << 1.5;
    QTest::newRow("smallest half") << tensor(19, {}, content(bytesOf(std::uint16_t{0x8001}))) << -std::ldexp(1, -24);
    QTest::newRow("largest half") << tensor(19, {}, content(bytesOf(std::uint16_t{0x7BFF}))) << 65504.0;
    QTest::newRow("uint32 content") << tensor(22, {}, content(bytesOf(~std::uint32_t{0}))) << 4294967295.0;
    QTest::newRow("uint64 content") << tensor(23, {}, content(bytesOf(std::uint64_t{1} << 63))) << std::ldexp(1, 63);
    QTest::newRow("packed float") << tensor(1, {}, textField(5, bytesOf(0.25F))) << 0.25;
    QTest::newRow("unpacked float") << tensor(1, {}, floatField(5, 0.25F)) << 0.25;
    QTest::newRow("packed double") << tensor(2, {}, textField(6, bytesOf(-2.5))) << -2.5;
    QTest::newRow("packed int") << tensor(3, {}, textField(7, varint(12))) << 12.0;
    QTest::newRow("negative int") << tensor(3, {}, varintField(7, static_cast<std::uint64_t>(-12))) << -12.0;
    QTest::newRow("packed int64") << tensor(9, {}, textField(10, varint(1ULL << 33))) << 8589934592.0;
    QTest::newRow("bool list") << tensor(10, {}, varintField(11, 1)) << 1.0;
    QTest::newRow("half list") << tensor(19, {}, varintField(13, 0x3E00)) << 1.5;
    QTest::newRow("bfloat16 list") << tensor(14, {}, varintField(13, 0x3FC0)) << 1.5;
    QTest::newRow("uint32 list") << tensor(22, {}, varintField(16, 9)) << 9.0;
    QTest::newRow("uint64 list") << tensor(23, {}, varintField(17, 9)) << 9.0;
}

void EventFilesTest::tensorsOfOneNumberAreNumbers() {
    QFETCH(std::string, bytes);
    QFETCH(double, number);
    const auto found = singleNumber(bytes);
    QVERIFY(found);
    QCOMPARE(*found, number);
}

void EventFilesTest::otherTensorsAreNone_data() {
    QTest::addColumn<std::string>("bytes");
    QTest::newRow("two numbers") << tensor(1, {2}, textField(4, bytesOf(1.0)));
    QTest::newRow("shape of two, content of one") << tensor(1, {2}, textField(4, bytesOf(1.0F)));
    QTest::newRow("shape of none") << tensor(1, {0}, textField(4, bytesOf(1.0F)));
    QTest::newRow("content of two") << tensor(1, {}, textField(4, bytesOf(1.0)));
    QTest::newRow("list of two") << tensor(1, {}, textField(5, bytesOf(1.0)));
    QTest::newRow("list of two varints") << tensor(9, {}, textField(10, varint(1) + varint(2)));
    QTest::newRow("text") << tensor(7, {}, textField(8, "abc"));
    QTest::newRow("empty") << tensor(1, {}, "");
    QTest::newRow("unknown type") << tensor(99, {}, textField(4, bytesOf(1.0F)));
    QTest::newRow("no message") << std::string("\x0B");
    QTest::newRow("cut half") << tensor(19, {}, textField(4, "\x01"));
}

void EventFilesTest::otherTensorsAreNone() {
    QFETCH(std::string, bytes);
    QVERIFY(!singleNumber(bytes));
}

void EventFilesTest::onlyScalarPluginsMakeCurvesOfTensors() {
    const auto one = tensor(1, {}, textField(4, bytesOf(1.0F)));
    EventFolder folder;
    const auto end = read(folder, record(versionEvent(10)) + record(summaryEvent(11, 1, tensorValue("loss", "scalars", one))) +
                                      record(summaryEvent(11, 1, tensorValue("plain", "", one))) +
                                      record(summaryEvent(11, 1, tensorValue("picture", "images", one))) +
                                      record(summaryEvent(11, 1, textField(1, "old histogram") + textField(5, "..."))));
    QVERIFY2(end.isWhole, end.note.c_str());
    QVERIFY(end.isEventFile);
    QCOMPARE(valuesOf(folder, "loss"), std::vector<double>{1});
    QCOMPARE(valuesOf(folder, "plain"), std::vector<double>{1});
    QVERIFY(!folder.curves().contains("picture"));
    QCOMPARE(folder.otherValues(), std::uint64_t{2});
    QCOMPARE(folder.firstSeconds(), 11.0);
}

void EventFilesTest::theFirstValueOfATagSaysItsPlugin() {
    const auto one = tensor(1, {}, textField(4, bytesOf(1.0F)));
    EventFolder folder;
    read(folder, record(summaryEvent(11, 1, tensorValue("image", "images", one))) + record(summaryEvent(12, 2, tensorValue("image", "", one))));
    QVERIFY(folder.curves().empty());
    QCOMPARE(folder.otherValues(), std::uint64_t{2});
}

void EventFilesTest::aRestartDropsWhatItRepeats() {
    const auto start = [](std::int64_t step) {
        return record(doubleField(1, 20) + varintField(2, static_cast<std::uint64_t>(step)) + textField(7, varintField(1, 1)));
    };
    std::string bytes;
    for (const int step : {1, 2, 3, 4})
        bytes += record(scalarEvent(10 + step, step, "loss", static_cast<float>(step)));
    bytes += start(3);
    for (const int step : {3, 4, 5})
        bytes += record(scalarEvent(20 + step, step, "loss", static_cast<float>(10 * step)));
    EventFolder folder;
    read(folder, bytes);
    QCOMPARE(valuesOf(folder, "loss"), (std::vector<double>{1, 2, 30, 40, 50}));
    read(folder, start(0));
    QVERIFY(valuesOf(folder, "loss").empty());
}

void EventFilesTest::whatCameBeforeABrokenRecordIsKept() {
    const auto good = record(versionEvent(10)) + record(scalarEvent(11, 1, "loss", 0.5F));
    const auto next = record(scalarEvent(12, 2, "loss", 0.25F));
    EventFolder cut;
    auto end = read(cut, good + next.substr(0, next.size() - 3));
    QVERIFY(!end.isWhole);
    QVERIFY2(end.note.find("the last record is not whole") != std::string::npos, end.note.c_str());
    QVERIFY2(end.note.find(std::to_string(good.size())) != std::string::npos, end.note.c_str());
    QCOMPARE(valuesOf(cut, "loss"), std::vector<double>{0.5});
    EventFolder changed;
    end = read(changed, good + std::string(40, '\0') + next);
    QVERIFY(!end.isWhole && end.isEventFile);
    QVERIFY2(end.note.find("checksum") != std::string::npos, end.note.c_str());
    QCOMPARE(valuesOf(changed, "loss"), std::vector<double>{0.5});
    EventFolder noMessage;
    end = read(noMessage, good + record("\x0B") + next);
    QVERIFY2(end.note.find("no whole message") != std::string::npos, end.note.c_str());
    QCOMPARE(valuesOf(noMessage, "loss"), std::vector<double>{0.5});
}

void EventFilesTest::aFileOfAnotherKindIsNone() {
    EventFolder folder;
    const auto end = read(folder, "step,loss\n1,0.5\n2,0.25\n");
    QVERIFY(!end.isWhole);
    QVERIFY(!end.isEventFile);
}

void EventFilesTest::hparamsAreTexts() {
    const auto entry = [](const std::string& key, const std::string& value) { return textField(1, textField(1, key) + textField(2, value)); };
    const auto start = entry("rate", doubleField(2, 0.125)) + entry("units", doubleField(2, 64)) + entry("name", textField(3, "adam")) +
                       entry("bias", varintField(4, 0)) + entry("none", varintField(1, 0)) + entry("list", textField(6, "")) + doubleField(5, 1000);
    const auto content = parseHparams(textField(3, start));
    QVERIFY(content);
    QCOMPARE(content->settings, (std::map<std::string, std::string>{
                                    {"rate", "0.125"}, {"units", "64"}, {"name", "adam"}, {"bias", "false"}, {"none", "none"}}));
    QCOMPARE(content->startSeconds, std::optional(1000.0));
    QVERIFY(!content->endStatus);
    const auto end = parseHparams(textField(4, varintField(1, 2) + doubleField(2, 2000)));
    QVERIFY(end && end->endStatus == 2 && end->endSeconds == 2000.0);
    QVERIFY(!parseHparams("\x0B"));
}

QTEST_APPLESS_MAIN(EventFilesTest)
#include "tst_event_files.moc"
