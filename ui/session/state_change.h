// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QUndoCommand>

#include <functional>
#include <utility>

namespace cpw::ui {

/// A step of undo between two whole states. Steps in a row with the same merge key, such as the letters typed into one field, become
/// one. `apply` must outlive the command.
template <class State>
class StateChange : public QUndoCommand {
public:
    StateChange(std::function<void(const State&)> apply, State before, State after, const QString& what, QString mergeKey)
        : QUndoCommand(what), m_apply(std::move(apply)), m_before(std::move(before)), m_after(std::move(after)), m_mergeKey(std::move(mergeKey)) {}

    void undo() override { m_apply(m_before); }
    void redo() override { m_apply(m_after); }
    int id() const override { return m_mergeKey.isEmpty() ? -1 : 1; }
    bool mergeWith(const QUndoCommand* other) override {
        const auto& next = static_cast<const StateChange&>(*other);
        if (next.m_mergeKey != m_mergeKey)
            return false;
        m_after = next.m_after;
        return true;
    }

private:
    std::function<void(const State&)> m_apply;
    State m_before;
    State m_after;
    QString m_mergeKey;
};

} // namespace cpw::ui
