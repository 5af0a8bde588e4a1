// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/queue_model.h"
#include "ui/theme/theme.h"

#include <QWidget>

class QLabel;
class QPushButton;
class QTableView;

namespace cpw::ui {

/// The queue as a table: order (Alt+Up, Alt+Down), edit (Return), remove (Del), pause.
class QueueView : public QWidget {
    Q_OBJECT
public:
    QueueView(const Theme& theme, RunQueue& queue, bool isReadOnly, QWidget* parent = nullptr);

    [[nodiscard]] QTableView& table() { return *m_table; }
    [[nodiscard]] QueueModel& model() { return m_model; }
    [[nodiscard]] QPushButton& pauseButton() { return *m_pause; }
    void moveSelected(int by);
    void removeSelected();

Q_SIGNALS:
    void editRequested(std::int64_t id, const cpw::api::RunSpec& spec);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void editSelected();
    void updateButtons();
    [[nodiscard]] std::vector<std::int64_t> selected() const;

    RunQueue& m_queue;
    QueueModel m_model;
    bool m_isReadOnly;
    std::vector<std::int64_t> m_kept; ///< selected before the table was read anew
    QLabel* m_state;
    QTableView* m_table;
    QPushButton* m_up;
    QPushButton* m_down;
    QPushButton* m_edit;
    QPushButton* m_remove;
    QPushButton* m_pause;
};

} // namespace cpw::ui
