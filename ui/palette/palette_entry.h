// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <functional>
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
    QString reason; ///< why it cannot run now; empty: it can
    std::function<void()> run;
};

/// Gives the palette its lines. Owned by the palette, GUI thread; asked each time the palette opens, so it must not read files.
class PaletteSource {
public:
    virtual ~PaletteSource() = default;
    [[nodiscard]] virtual std::vector<PaletteEntry> entries() = 0;
    /// Lines that depend on what is typed, such as ":1,200"; asked at every key. `typed` is without its prefix.
    [[nodiscard]] virtual std::vector<PaletteEntry> answers(PaletteKind /*kind*/, const QString& /*typed*/) { return {}; }
};

} // namespace cpw::ui
