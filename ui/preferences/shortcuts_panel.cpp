// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/preferences/shortcuts_panel.h"

#include "ui/widgets/labels.h"
#include "ui/widgets/plain_table.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QVBoxLayout>

namespace cpw::ui {

ShortcutsPanel::ShortcutsPanel(const Theme& theme, ActionRegistry& actions, QWidget* parent)
    : QWidget(parent), m_actions(actions), m_model(actions), m_search(new QLineEdit(this)), m_table(new QTableView(this)),
      m_keys(new QKeySequenceEdit(this)), m_set(makeButton(theme, tr("Set"), "", "", this)),
      m_default(makeButton(theme, tr("Default"), "", "", this)), m_note(makeLabel("help", {}, this)) {
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 16, 16, 12);
    layout->setSpacing(8);
    m_search->setPlaceholderText(tr("Search commands and keys"));
    m_search->setAccessibleName(tr("Search commands and keys"));
    m_search->setClearButtonEnabled(true);
    layout->addWidget(m_search);
    m_filtered.setSourceModel(&m_model);
    m_filtered.setFilterKeyColumn(-1);
    m_filtered.setFilterCaseSensitivity(Qt::CaseInsensitive);
    m_table->setModel(&m_filtered);
    setUpPlainTable(*m_table, theme, tr("Shortcuts"));
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setSortingEnabled(true);
    m_table->sortByColumn(ShortcutsModel::Place, Qt::AscendingOrder);
    m_table->horizontalHeader()->setSectionResizeMode(ShortcutsModel::Name, QHeaderView::Stretch);
    m_table->setColumnWidth(ShortcutsModel::Keys, scaled(150));
    layout->addWidget(m_table, 1);
    auto* row = new QHBoxLayout;
    row->setSpacing(8);
    auto* label = new QLabel(tr("&Keys"), this);
    label->setBuddy(m_keys);
    m_keys->setAccessibleName(tr("New keys"));
    row->addWidget(label);
    row->addWidget(m_keys, 1);
    row->addWidget(m_set);
    row->addWidget(m_default);
    auto* reset = makeButton(theme, tr("All to default"), "", "", this);
    row->addWidget(reset);
    layout->addLayout(row);
    m_note->setWordWrap(true);
    layout->addWidget(m_note);
    connect(m_search, &QLineEdit::textChanged, &m_filtered, &QSortFilterProxyModel::setFilterFixedString);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &ShortcutsPanel::showCurrent);
    connect(m_keys, &QKeySequenceEdit::keySequenceChanged, this, &ShortcutsPanel::checkKeys);
    connect(m_set, &QPushButton::clicked, this, &ShortcutsPanel::setKeys);
    connect(m_default, &QPushButton::clicked, this, [this] {
        if (const QAction* action = current())
            m_keys->setKeySequence(ActionRegistry::defaultKeys(*action));
        setKeys();
    });
    connect(reset, &QPushButton::clicked, this, [this] {
        m_actions.resetKeys();
        showCurrent();
    });
    showCurrent();
}

QAction* ShortcutsPanel::current() const {
    const QModelIndex index = m_filtered.mapToSource(m_table->currentIndex());
    return index.isValid() ? m_model.action(index.row()) : nullptr;
}

void ShortcutsPanel::showCurrent() {
    const QAction* action = current();
    m_keys->setKeySequence(action ? action->shortcut() : QKeySequence());
    m_keys->setEnabled(action);
    m_default->setEnabled(action);
    checkKeys();
    if (!action)
        m_note->setText(tr("Choose a command to change its keys."));
}

void ShortcutsPanel::checkKeys() {
    const QAction* action = current();
    const QAction* other = action ? m_actions.clash(*action, m_keys->keySequence()) : nullptr;
    m_set->setEnabled(action && !other && m_keys->keySequence() != action->shortcut());
    setStyleProperty(m_note, "tone", other ? QStringLiteral("err") : QString());
    m_note->setText(other ? tr("%1 belongs to %2 already; press other keys or change those first.")
                                .arg(m_keys->keySequence().toString(QKeySequence::NativeText), plainText(*other))
                          : QString());
}

void ShortcutsPanel::setKeys() {
    QAction* action = current();
    if (!action || m_actions.clash(*action, m_keys->keySequence()))
        return;
    m_actions.setKeys(*action, m_keys->keySequence());
    checkKeys();
}

} // namespace cpw::ui
