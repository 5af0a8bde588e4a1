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
    /// What was typed, with its prefix; `answers` stand first.
    void setTyped(const QString& typed, std::vector<PaletteEntry> answers = {});
    [[nodiscard]] int total() const { return static_cast<int>(m_entries.size()); } ///< before matching
    [[nodiscard]] const PaletteEntry& entry(int row) const;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex& index) const override;

private:
    struct Line {
        PaletteEntry entry;
        FuzzyText text;
        int recency = 0; ///< larger: used later; 0: not lately
    };

    std::vector<Line> m_entries;
    std::vector<PaletteEntry> m_answers;
    std::vector<int> m_shown; ///< rows of m_entries
};

/// The kind that a prefix asks for; none: all kinds.
[[nodiscard]] std::optional<PaletteKind> paletteKindOf(const QString& typed);
/// What follows the prefix.
[[nodiscard]] QString withoutPalettePrefix(const QString& typed);

} // namespace cpw::ui
