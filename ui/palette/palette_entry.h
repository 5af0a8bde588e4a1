// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

#include <functional>
#include <optional>
#include <vector>

namespace cpw::ui {

/// What a prefix of the palette asks for: > commands, @ runs, : steps, # options, ? help.
enum class PaletteKind { Command, Run, Step, Option, Help };

/// One line of the palette.
struct PaletteEntry {
    QString id; ///< "command/file.open": what "recent" remembers
    PaletteKind kind = PaletteKind::Command;
    QString icon;
    QString text;
    QString detail; ///< present value or context
    QString keys;
    QString place;
    QString words; ///< found too, but not shown
    QString reason; ///< why it cannot run now; empty: it can
    std::function<void()> run;
};

/// The best of more lines than can be listed.
struct PaletteMatches {
    std::vector<PaletteEntry> best; ///< at most some tens
    qsizetype matching = 0;         ///< lines that match, these among them
    qsizetype all = 0;
};

/// Gives the palette its lines. Owned by the palette, GUI thread; asked each time the palette opens, so it must not read files.
class PaletteSource {
public:
    virtual ~PaletteSource() = default;
    [[nodiscard]] virtual std::vector<PaletteEntry> entries() = 0;
    /// Of a source with too many lines to make them all: those that have every one of `words` (lower case; none: those used last),
    /// `recent` ids before others. Asked at every key, with the kind that the prefix asks for.
    [[nodiscard]] virtual PaletteMatches matches(std::optional<PaletteKind> /*kind*/, const QStringList& /*words*/, const QStringList& /*recent*/) { return {}; }
    /// Lines that depend on what is typed, such as ":1,200"; asked at every key. `typed` is without its prefix.
    [[nodiscard]] virtual std::vector<PaletteEntry> answers(PaletteKind /*kind*/, const QString& /*typed*/) { return {}; }
};

} // namespace cpw::ui
