// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/palette/palette_model.h"

#include <algorithm>
#include <utility>

namespace cpw::ui {
namespace {

/// A line used lately beats a slightly better match, not a much better one.
constexpr int kRecentBonus = 15;

} // namespace

std::optional<PaletteKind> paletteKindOf(const QString& typed) {
    switch (typed.isEmpty() ? 0 : typed.front().unicode()) {
    case '>':
        return PaletteKind::Command;
    case '@':
        return PaletteKind::Run;
    case ':':
        return PaletteKind::Step;
    case '#':
        return PaletteKind::Option;
    case '?':
        return PaletteKind::Help;
    default:
        return std::nullopt;
    }
}

QString withoutPalettePrefix(const QString& typed) {
    return paletteKindOf(typed) ? typed.mid(1).trimmed() : typed.trimmed();
}

PaletteModel::PaletteModel(QObject* parent) : QAbstractListModel(parent) {}

PaletteModel::Line PaletteModel::lineOf(PaletteEntry entry, const QStringList& recent) {
    const auto place = recent.indexOf(entry.id);
    FuzzyText text(entry.text, entry.detail + QLatin1Char(' ') + entry.place + QLatin1Char(' ') + entry.words);
    return {std::move(entry), std::move(text), place < 0 ? 0 : static_cast<int>(recent.size() - place)};
}

void PaletteModel::setEntries(std::vector<PaletteEntry> entries, const QStringList& recent) {
    beginResetModel();
    m_recent = recent;
    m_entries.clear();
    m_entries.reserve(entries.size());
    for (auto& entry : entries)
        m_entries.push_back(lineOf(std::move(entry), recent));
    m_more.clear();
    m_answers.clear();
    m_shown.clear();
    m_moreTotal = m_unlistedMatching = 0;
    endResetModel();
    setTyped({});
}

std::vector<PaletteModel::Found> PaletteModel::found(const std::vector<Line>& lines, const QString& typed) {
    const auto kind = paletteKindOf(typed);
    const QStringList words = fuzzyWords(withoutPalettePrefix(typed));
    std::vector<Found> found;
    for (std::size_t row = 0; row < lines.size(); ++row) {
        const Line& line = lines[row];
        if (kind && line.entry.kind != *kind)
            continue;
        if (const int score = line.text.score(words); score > 0) {
            // With nothing typed the order is that of use, then that of the sources.
            const int recency = line.recency == 0 ? 0 : words.isEmpty() ? line.recency : kRecentBonus;
            found.push_back({score + recency, static_cast<int>(row)});
        }
    }
    return found;
}

void PaletteModel::setTyped(const QString& typed, std::vector<PaletteEntry> answers, PaletteMatches more) {
    beginResetModel();
    m_answers = std::move(answers);
    m_more.clear();
    m_moreTotal = static_cast<int>(more.all);
    for (auto& entry : more.best)
        m_more.push_back(lineOf(std::move(entry), m_recent));
    std::vector<std::pair<int, const PaletteEntry*>> ranked;
    for (const auto* lines : {&m_entries, &m_more})
        for (const auto& [score, row] : found(*lines, typed))
            ranked.emplace_back(score, &(*lines)[static_cast<std::size_t>(row)].entry);
    std::stable_sort(ranked.begin(), ranked.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
    m_shown.clear();
    for (const auto& [score, entry] : ranked)
        m_shown.push_back(entry);
    m_unlistedMatching = static_cast<int>(more.matching) - static_cast<int>(m_more.size());
    endResetModel();
}

const PaletteEntry& PaletteModel::entry(int row) const {
    const auto answers = static_cast<int>(m_answers.size());
    if (row < answers)
        return m_answers[static_cast<std::size_t>(row)];
    return *m_shown[static_cast<std::size_t>(row - answers)];
}

int PaletteModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_answers.size() + m_shown.size());
}

QVariant PaletteModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const PaletteEntry& line = entry(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return line.text;
    case Qt::ToolTipRole:
        return line.reason;
    case Qt::AccessibleTextRole:
        return QStringList{line.text, line.reason.isEmpty() ? line.detail : line.reason, line.keys, line.place}.join(
            QStringLiteral(", "));
    case IconRole:
        return line.icon;
    case DetailRole:
        return line.detail;
    case KeysRole:
        return line.keys;
    case PlaceRole:
        return line.place;
    case ReasonRole:
        return line.reason;
    default:
        return {};
    }
}

Qt::ItemFlags PaletteModel::flags(const QModelIndex& index) const {
    // A line that cannot run is listed and can be stood on, so that its reason is read.
    return index.isValid() ? Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemNeverHasChildren : Qt::NoItemFlags;
}

} // namespace cpw::ui
