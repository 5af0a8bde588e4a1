// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/session/engine_session.h"
#include "ui/session/exchange_session.h"
#include "ui/session/selection.h"
#include "ui/theme/theme.h"

#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QWidget>

#include <optional>

namespace cpw::ui {

class ElidedLabel;

/// How to repeat the current run and where its numbers come from: the command, the program and machine of each start, the spec as
/// JSON. Of an imported run, what its program recorded. Reads the store through the exchange, only while it is seen. Owned by the
/// docks.
class CodeView : public QWidget {
    Q_OBJECT
public:
    CodeView(const Theme& theme, EngineSession& session, ExchangeSession& exchange, Selection& selection, QWidget* parent = nullptr);

    [[nodiscard]] QString command() const { return m_command->toPlainText(); }
    [[nodiscard]] QString spec() const { return m_spec->toPlainText(); }
    [[nodiscard]] QString starts() const { return m_starts->text(); }
    [[nodiscard]] QPushButton& copyCommandButton() { return *m_copyCommand; }
    [[nodiscard]] QPushButton& copySpecButton() { return *m_copySpec; }
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void showEvent(QShowEvent* event) override;

private:
    QWidget* makeRepeatPart(QWidget* parent);
    QWidget* makeSpecPart(QWidget* parent);
    QPlainTextEdit* makeText(const QString& name, QWidget* parent);
    void follow();
    void show(const Result<api::RunRecord>& record);
    [[nodiscard]] QString commandOf(const api::RunSpec& spec) const;

    const Theme& m_theme;
    EngineSession& m_session;
    ExchangeSession& m_exchange;
    Selection& m_selection;
    std::optional<api::RunId> m_shown;
    ElidedLabel* m_title = nullptr;
    QLabel* m_starts = nullptr;
    QLabel* m_specTitle = nullptr;
    QPlainTextEdit* m_command = nullptr;
    QPlainTextEdit* m_spec = nullptr;
    QPushButton* m_copyCommand = nullptr;
    QPushButton* m_copySpec = nullptr;
    ExchangeSlot m_slot;
};

} // namespace cpw::ui
