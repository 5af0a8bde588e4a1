// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/text/format.h"

#include "core/base/text_format.h"
#include "ui/text/core_text.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QStringList>

#include <chrono>
#include <cmath>
#include <utility>

namespace cpw::ui {
namespace {

QString tr(const char* text) {
    return QCoreApplication::translate("cpw::ui", text);
}

/// "2.6e-04" to "2.6e-4".
QString withShortExponent(QString text) {
    const auto e = text.indexOf(QLatin1Char('e'));
    if (e < 0)
        return text;
    const int exponent = text.mid(e + 1).toInt();
    return text.left(e) + QLatin1Char('e') + QString::number(exponent);
}

/// 0 and 1 only for values that are.
QString shareText(double value, int digits) {
    const double smallest = std::pow(10.0, -digits);
    const QString text = QString::number(value, 'f', digits);
    if (value > 0 && text.toDouble() == 0)
        return QStringLiteral("< ") + QString::number(smallest, 'f', digits);
    if (value < 1 && text.toDouble() == 1)
        return QStringLiteral("> ") + QString::number(1 - smallest, 'f', digits);
    return text;
}

QDateTime toDateTime(api::Clock::time_point time) {
    return QDateTime::fromMSecsSinceEpoch(std::chrono::duration_cast<std::chrono::milliseconds>(time.time_since_epoch()).count());
}

} // namespace

QString countText(std::int64_t value) {
    return qstr(cpw::withThousands(value));
}

QString signedText(double value, int digits) {
    return (value < 0 ? QStringLiteral("-") : QStringLiteral("+")) + QString::number(std::abs(value), 'f', digits);
}

QString valueText(double value, ValueStyle style) {
    if (std::isnan(value))
        return QStringLiteral("NaN");
    if (std::isinf(value))
        return value > 0 ? QStringLiteral("+inf") : QStringLiteral("-inf");
    switch (style) {
    case ValueStyle::Loss:
        return QString::number(value, 'f', 4);
    case ValueStyle::Auc:
        return shareText(value, 5);
    case ValueStyle::Rate:
        return value == 0 ? QStringLiteral("0") : withShortExponent(QString::number(value, 'e', 1));
    case ValueStyle::Share:
        return shareText(value, 3);
    }
    return {};
}

QString shortNumber(double value) {
    if (value != 0 && (std::abs(value) < 0.01 || std::abs(value) >= 1e5)) {
        QString text = QString::number(value, 'e', 2);
        const auto e = text.indexOf(QLatin1Char('e'));
        QString digits = text.left(e);
        while (digits.endsWith(QLatin1Char('0')))
            digits.chop(1);
        if (digits.endsWith(QLatin1Char('.')))
            digits.chop(1);
        return withShortExponent(digits + text.mid(e));
    }
    int digits = std::abs(value) < 1e4 ? 4 : 5;
    QString text = QString::number(value, 'g', digits);
    while (std::abs(value) < 1 && std::abs(text.toDouble()) >= 1)
        text = QString::number(value, 'g', ++digits);
    return withShortExponent(text);
}

QString durationText(double seconds) {
    return qstr(cpw::durationText(seconds));
}

QString aboutText(double seconds) {
    const auto minutes = std::llround(seconds / 60);
    if (seconds < 60)
        return tr("%1 s").arg(std::llround(seconds));
    if (minutes < 60)
        return tr("%1 min").arg(minutes);
    return tr("%1 h %2 min").arg(minutes / 60).arg(minutes % 60, 2, 10, QLatin1Char('0'));
}

QString clockText(api::Clock::time_point time) {
    return toDateTime(time).toString(QStringLiteral("HH:mm:ss"));
}

QString dateTimeText(api::Clock::time_point time) {
    const QDateTime local = toDateTime(time);
    return local.toString(QStringLiteral("yyyy-MM-dd HH:mm"));
}

QString stageTitle(spec::StageKind kind) {
    switch (kind) {
    case spec::StageKind::PaMlm:
        return tr("PA-MLM");
    case spec::StageKind::FinetuneWithPlm:
        return tr("Finetune with PLM");
    case spec::StageKind::FinetuneCtr:
        return tr("Finetune CTR only");
    }
    return {};
}

QString stagesText(const std::string& ids) {
    QStringList titles;
    for (const QString& part : qstr(ids).split(QLatin1Char(','), Qt::SkipEmptyParts)) {
        const QString id = part.trimmed();
        if (id == QLatin1String("pa_mlm"))
            titles << tr("PA-MLM");
        else if (id == QLatin1String("finetune_with_plm"))
            titles << tr("with PLM");
        else if (id == QLatin1String("finetune_ctr"))
            titles << tr("CTR only");
        else
            titles << id;
    }
    return titles.join(QStringLiteral(", "));
}

QString stateTitle(api::RunState state) {
    switch (state) {
    case api::RunState::Waiting:
        return tr("Waiting");
    case api::RunState::Running:
        return tr("Running");
    case api::RunState::Paused:
        return tr("Paused");
    case api::RunState::Finished:
        return tr("Finished");
    case api::RunState::Stopped:
        return tr("Stopped");
    case api::RunState::Interrupted:
        return tr("Interrupted");
    case api::RunState::Failed:
        return tr("Failed");
    case api::RunState::Discarded:
        return tr("Discarded");
    }
    return {};
}

QString backboneTitle(const std::string& id) {
    static constexpr std::pair<const char*, const char*> kTitles[] = {{"lr", "LR"},
                                                                      {"fm", "FM"},
                                                                      {"dnn", "DNN"},
                                                                      {"deepfm", "DeepFM"},
                                                                      {"xdeepfm", "xDeepFM"},
                                                                      {"ipnn", "IPNN"},
                                                                      {"dcn", "DCN"},
                                                                      {"dcn_v2", "DCNv2"},
                                                                      {"fgcnn", "FGCNN"},
                                                                      {"fibinet", "FiBiNet"},
                                                                      {"fignn", "FiGNN"},
                                                                      {"autoint", "AutoInt"},
                                                                      {"transformer", "Transformer"},
                                                                      {"final_mlp", "FinalMLP"},
                                                                      {"gdcn", "GDCN"}};
    for (const auto& [key, title] : kTitles)
        if (id == key)
            return QString::fromLatin1(title);
    return qstr(id);
}

QString sourceTitle(const std::string& id) {
    if (id == "sample")
        return tr("Bookshop");
    if (id == "movielens_1m")
        return tr("MovieLens-1M");
    if (id == "movielens_100k")
        return tr("MovieLens-100K");
    return qstr(id);
}

QString sentenceText(const QString& text) {
    if (text.isEmpty())
        return text;
    const bool isRunId = text.size() > 2 && text.startsWith(QLatin1String("r-")) && text.at(2).isDigit(); // a name stays as it is
    const QString sentence = isRunId ? text : text.at(0).toUpper() + text.mid(1);
    const bool hasEnd = sentence.endsWith(QLatin1Char('.')) || sentence.endsWith(QChar(0x3002)); // the full stop of Chinese
    return hasEnd ? sentence : tr("%1.").arg(sentence);
}

QString errorText(const Error& error) {
    QString text;
    for (auto context = error.contexts.rbegin(); context != error.contexts.rend(); ++context)
        text += coreText(*context) + QStringLiteral(": ");
    return text + coreText(error.message);
}

} // namespace cpw::ui
