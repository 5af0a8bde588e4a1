// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/palette/fuzzy_match.h"
#include "ui/palette/palette_entry.h"

#include <QAbstractListModel>
#include <QStringList>

#include <optional>
#include <vector>

namespace cpw::ui {

/// The lines that match what is typed, best first, recent before equal ones. Owned by the palette.
class PaletteModel : public QAbstractListModel {
    Q_OBJECT
public:
    enum Role { IconRole = Qt::UserRole, DetailRole, KeysRole, PlaceRole, ReasonRole };

    explicit PaletteModel(QObject* parent = nullptr);

    /// `recent` are ids, newest first.
    void setEntries(std::vector<PaletteEntry> entries, const QStringList& recent);
    /// What was typed, with its prefix; `answers` stand first, `more` among the lines that match.
    void setTyped(const QString& typed, std::vector<PaletteEntry> answers = {}, PaletteMatches more = {});
    [[nodiscard]] int total() const { return static_cast<int>(m_entries.size()) + m_moreTotal; } ///< before matching
    [[nodiscard]] int matching() const { return rowCount() + m_unlistedMatching; }                   ///< listed or not
    [[nodiscard]] const PaletteEntry& entry(int row) const;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex& index) const override;

private:
    struct Found {
        int score = 0;
        int row = 0;
    };
    struct Line {
        PaletteEntry entry;
        FuzzyText text;
        int recency = 0; ///< larger: used later; 0: not lately
    };

    [[nodiscard]] static Line lineOf(PaletteEntry entry, const QStringList& recent);
    [[nodiscard]] static std::vector<Found> found(const std::vector<Line>& lines, const QString& typed);

    QStringList m_recent;
    std::vector<Line> m_entries;
    std::vector<Line> m_more; ///< of matches
    int m_moreTotal = 0; ///< lines that matches are the best of
    int m_unlistedMatching = 0;
    std::vector<PaletteEntry> m_answers;
    std::vector<const PaletteEntry*> m_shown;
};

/// The kind that a prefix asks for; none: all kinds.
[[nodiscard]] std::optional<PaletteKind> paletteKindOf(const QString& typed);
/// What follows the prefix.
[[nodiscard]] QString withoutPalettePrefix(const QString& typed);

} // namespace cpw::ui
