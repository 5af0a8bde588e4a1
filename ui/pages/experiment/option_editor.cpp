// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/experiment/option_editor.h"

#include "ui/pages/experiment/number_box.h"
#include "ui/pages/experiment/option_text.h"
#include "ui/text/format.h"
#include "ui/widgets/labels.h"

#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QCompleter>
#include <QContextMenuEvent>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QMenu>
#include <QVBoxLayout>

namespace cpw::ui {
namespace {

constexpr int kLabelWidth = 160;
constexpr int kNumberWidth = 132;
constexpr int kTextWidth = 260;
constexpr int kTextStretch = 3; ///< of a text; the help beside it has the rest
constexpr int kHelpStretch = 2;
constexpr int kBesideWidth = 540; ///< of the whole line, at which help stands beside the editor

bool isNumber(const OptionValue& value) {
    return std::holds_alternative<std::int64_t>(value) || std::holds_alternative<double>(value);
}

bool isList(const OptionValue& value) {
    return std::holds_alternative<std::vector<std::int64_t>>(value) || std::holds_alternative<std::vector<double>>(value) ||
           std::holds_alternative<std::vector<std::string>>(value);
}

/// A text that names something on the disk, by its key.
bool isPlace(const std::string& key) {
    return key == "path" || key == "folder" || key.ends_with("_path") || key == "start_from";
}

/// All that is known of an option, for F1.
QString helpOf(const api::FormField& field) {
    QStringList lines{QStringLiteral("<b>%1</b>").arg(optionWords(field.schema.title).toHtmlEscaped()), sentenceText(optionWords(field.schema.help)).toHtmlEscaped()};
    if (const QString limits = limitsText(field.schema); !limits.isEmpty())
        lines << sentenceText(limits).toHtmlEscaped();
    lines << sentenceText(effectText(field.schema.effect)).toHtmlEscaped() << QStringLiteral("<code>%1</code>").arg(qstr(field.path).toHtmlEscaped());
    return lines.join(QStringLiteral("<br>"));
}

} // namespace

OptionEditor::OptionEditor(const Theme& theme, const api::FormField& field, QWidget* parent)
    : QWidget(parent), m_theme(theme), m_field(field), m_dot(makeLabel("section", {}, this)),
      m_label(makeLabel("", optionWords(field.schema.title), this)), m_help(makeLabel("help", optionWords(field.schema.help), this)), m_problemRow(new QWidget(this)), m_problem(makeLabel("help", {}, m_problemRow)) {
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 3, 0, 3);
    layout->setSpacing(3);
    m_row = new QHBoxLayout;
    m_row->setSpacing(metric::kGap);
    m_dot->setFixedWidth(scaled(10));
    m_dot->setProperty("tone", QStringLiteral("accent"));
    m_row->addWidget(m_dot);
    m_label->setFixedWidth(scaled(kLabelWidth));
    m_label->setToolTip(qstr(field.path));
    m_row->addWidget(m_label);
    makeEditor();
    m_row->addWidget(m_editor, m_editor == m_line ? kTextStretch : 0);
    m_help->setWordWrap(true);
    m_isPlace = m_line && isPlace(field.schema.key);
    if (m_isPlace) {
        auto* choose = makeButton(theme, tr("Browse..."), "folder", "", this);
        connect(choose, &QPushButton::clicked, this, &OptionEditor::browse);
        m_row->addWidget(choose);
    }
    m_row->addStretch(); // takes only what no text wants
    if (field.schema.effect == Effect::NextStep || field.schema.effect == Effect::NextEpoch) {
        auto* live = new BadgeLabel(theme, this);
        live->setContent({}, tr("live"), Tone::Text2);
        live->setToolTip(sentenceText(effectText(field.schema.effect)));
        m_row->addWidget(live);
    }
    layout->addLayout(m_row);
    const int indent = scaled(10) + scaled(kLabelWidth) + 2 * metric::kGap;
    m_below = new QHBoxLayout;
    m_below->setContentsMargins(indent, 0, 0, 0);
    m_below->addWidget(m_help);
    layout->addLayout(m_below);
    auto* problem = new QVBoxLayout(m_problemRow);
    problem->setContentsMargins(indent, 0, 0, 0);
    problem->setSpacing(3);
    m_problem->setWordWrap(true);
    problem->addWidget(m_problem);
    m_fixRow = new QHBoxLayout;
    m_fixRow->setSpacing(6);
    m_fixRow->addStretch(1);
    problem->addLayout(m_fixRow);
    layout->addWidget(m_problemRow);
    m_problemRow->hide();
    setWhatsThis(helpOf(field));
    setValue(field.value);
    setDiffering(false, {});
}

/// Help stands below its editor where there is no room beside it, as at large text.
void OptionEditor::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    const bool isBeside = !m_isPlace && width() >= scaled(kBesideWidth);
    if (isBeside == (m_row->indexOf(m_help) >= 0))
        return;
    const int place = m_row->indexOf(m_editor) + 1;
    (isBeside ? m_below : m_row)->removeWidget(m_help);
    if (isBeside)
        m_row->insertWidget(place, m_help, kHelpStretch);
    else
        m_below->addWidget(m_help);
}

void OptionEditor::makeEditor() {
    const auto& schema = m_field.schema;
    if (std::holds_alternative<bool>(schema.fallback)) {
        m_editor = m_check = new QCheckBox(this);
        m_check->setFixedWidth(scaled(kNumberWidth));
        connect(m_check, &QCheckBox::toggled, this, &OptionEditor::tell);
    } else if (!schema.choices.empty()) {
        m_editor = m_combo = new QComboBox(this);
        for (const auto& choice : schema.choices)
            m_combo->addItem(qstr(choice));
        m_combo->setMinimumWidth(scaled(kNumberWidth));
        connect(m_combo, &QComboBox::activated, this, &OptionEditor::tell);
        m_combo->setFocusPolicy(Qt::StrongFocus); // the wheel scrolls the form
    } else {
        makeLine();
    }
    m_editor->installEventFilter(this);
    m_editor->setAccessibleName(optionWords(schema.title));
    m_editor->setAccessibleDescription(optionWords(schema.help));
    if (const QString limits = limitsText(schema); isNumber(schema.fallback) && !limits.isEmpty())
        m_editor->setToolTip(sentenceText(limits));
    m_label->setBuddy(m_editor);
    setFocusProxy(m_editor);
}

void OptionEditor::makeLine() {
    if (isNumber(m_field.schema.fallback)) {
        auto* box = new NumberBox(m_theme, m_field.schema, this);
        box->setFixedWidth(scaled(kNumberWidth));
        connect(box, &NumberBox::stepped, this, &OptionEditor::tell);
        m_line = &box->line();
        m_editor = box;
    } else {
        m_editor = m_line = new QLineEdit(this);
        m_line->setMinimumWidth(scaled(kNumberWidth)); // where letters are large and the window is not
        m_line->setMaximumWidth(scaled(kTextWidth));
    }
    connect(m_line, &QLineEdit::textEdited, this, &OptionEditor::tell);
}

QString OptionEditor::title() const {
    return optionWords(m_field.schema.title);
}

void OptionEditor::tell() {
    if (!m_isFilling)
        Q_EMIT edited(m_field.path, settingText(text(), m_field.schema.fallback));
}

QString OptionEditor::text() const {
    if (m_check)
        return m_check->isChecked() ? QStringLiteral("true") : QStringLiteral("false");
    return m_combo ? m_combo->currentText() : m_line->text();
}

void OptionEditor::typeText(const QString& text) {
    if (m_check)
        m_check->setChecked(text == QLatin1String("true"));
    else if (m_combo)
        m_combo->setCurrentText(text);
    else
        m_line->setText(text);
    if (!m_check)
        tell();
}

void OptionEditor::setValue(const OptionValue& value) {
    m_isFilling = true;
    m_field.value = value;
    const QString shown = editedText(value);
    if (m_check)
        m_check->setChecked(shown == QLatin1String("true"));
    else if (m_combo && m_combo->findText(shown) < 0) { // a choice that this program does not know is shown, not hidden
        m_combo->addItem(shown);
        m_combo->setCurrentText(shown);
    } else if (m_combo)
        m_combo->setCurrentText(shown);
    else if (settingText(m_line->text(), m_field.schema.fallback) != settingText(shown, m_field.schema.fallback) &&
             !(isNumber(value) && m_line->text().toDouble() == shown.toDouble() && !m_line->text().trimmed().isEmpty())) // "1e-3" is not rewritten
        m_line->setText(shown);
    m_isFilling = false;
}

void OptionEditor::keepTyped(const QString& text) {
    if (m_line && m_line->text() != text)
        m_line->setText(text);
}

void OptionEditor::setDiffering(bool isDiffering, const QString& presetValue) {
    m_isDiffering = isDiffering;
    m_dot->setText(isDiffering ? QStringLiteral("\u2022") : QString());
    m_dot->setToolTip(isDiffering ? tr("The preset has %1.").arg(presetValue.isEmpty() ? tr("nothing") : presetValue) : QString());
    m_dot->setAccessibleName(isDiffering ? tr("differs from the preset") : QString());
}

void OptionEditor::setProblem(const QString& text, bool isError) {
    m_problem->setText(sentenceText(text));
    setStyleProperty(m_problem, "tone", isError ? QStringLiteral("err") : QStringLiteral("warn"));
    setStyleProperty(m_editor, "state", text.isEmpty() ? QString() : isError ? QStringLiteral("error") : QStringLiteral("warning"));
    m_problemRow->setVisible(!text.isEmpty());
}

void OptionEditor::setFixes(const std::vector<ProblemFix>& fixes) {
    if (fixes == m_fixes)
        return;
    m_fixes = fixes;
    for (auto* button : m_fixButtons) {
        button->hide();
        button->deleteLater(); // it may be the one that was clicked
    }
    m_fixButtons.clear();
    for (const auto& fix : fixes) {
        auto* button = makeButton(m_theme, fix.text, "check", "", m_problemRow);
        button->setToolTip(tr("Mends this problem; can be undone"));
        connect(button, &QPushButton::clicked, this, [this, fix] { Q_EMIT fixChosen(fix); });
        m_fixRow->insertWidget(static_cast<int>(m_fixButtons.size()), button);
        m_fixButtons.push_back(button);
    }
}

void OptionEditor::setSuggestions(std::vector<ValueSuggestion> suggestions, const QString& whenEmpty) {
    if (!m_line || !m_isPlace)
        return;
    m_whenEmpty = whenEmpty;
    if (!m_suggest) {
        m_suggest = makeButton(m_theme, tr("Choose"), "", "", this);
        m_suggest->setAccessibleName(tr("Choose: %1").arg(title()));
        auto* menu = new QMenu(m_suggest);
        connect(menu, &QMenu::aboutToShow, this, [this, menu] { fillSuggestions(*menu); });
        m_suggest->setMenu(menu);
        m_suggest->setProperty("hasMenu", true);
        m_row->insertWidget(m_row->indexOf(m_editor) + 1, m_suggest);
        connect(m_line, &QLineEdit::editingFinished, this, &OptionEditor::takeName);
    }
    if (suggestions == m_suggestions)
        return;
    m_suggestions = std::move(suggestions);
    QStringList names;
    for (const auto& suggestion : m_suggestions)
        names << suggestion.name;
    auto* completer = new QCompleter(names, m_line);
    completer->setCaseSensitivity(Qt::CaseInsensitive);
    connect(completer, qOverload<const QString&>(&QCompleter::activated), this, &OptionEditor::takeName, Qt::QueuedConnection); // once the line has it
    m_line->setCompleter(completer);
}

void OptionEditor::fillSuggestions(QMenu& menu) {
    menu.clear();
    if (m_suggestions.empty())
        menu.addAction(m_whenEmpty)->setEnabled(false);
    for (const auto& suggestion : m_suggestions) {
        auto* action = menu.addAction(QStringLiteral("%1    %2").arg(suggestion.name, suggestion.detail), this, [this, value = suggestion.value] { typeText(value); });
        action->setToolTip(suggestion.value);
    }
    menu.setToolTipsVisible(true);
}

/// The name of a suggestion stands for its value.
void OptionEditor::takeName() {
    const QString typed = m_line->text().trimmed();
    for (const auto& suggestion : m_suggestions)
        if (suggestion.name == typed && suggestion.value != typed)
            return typeText(suggestion.value);
}

QString OptionEditor::problem() const {
    return m_problemRow->isHidden() ? QString() : m_problem->text();
}

void OptionEditor::focusEditor() {
    m_editor->setFocus(Qt::ShortcutFocusReason);
    if (m_line)
        m_line->selectAll();
}

void OptionEditor::browse() {
    const bool isFolder = m_field.schema.key == "folder" || m_field.schema.key == "start_from";
    const QString path = isFolder ? QFileDialog::getExistingDirectory(this, title(), m_line->text())
                                  : QFileDialog::getOpenFileName(this, title(), m_line->text());
    if (!path.isEmpty())
        typeText(path);
}

bool OptionEditor::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::ShortcutOverride) {
        const auto& key = *static_cast<QKeyEvent*>(event);
        if (!key.matches(QKeySequence::Undo) && !key.matches(QKeySequence::Redo))
            return false;
        event->ignore(); // the draft's, not those of the text
        return true;
    }
    if (event->type() == QEvent::Wheel) {
        event->ignore(); // scrolls the form; an option changes by a click or a key only
        return true;
    }
    if (event->type() == QEvent::ContextMenu) { // the option's menu instead of that of the text alone
        showMenu(static_cast<QContextMenuEvent*>(event)->globalPos());
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

void OptionEditor::contextMenuEvent(QContextMenuEvent* event) {
    showMenu(event->globalPos());
}

void OptionEditor::showMenu(const QPoint& place) {
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    fillMenu(*menu);
    menu->popup(place); // no loop of its own: what is chosen may take this editor away
}

void OptionEditor::fillMenu(QMenu& menu) {
    auto* reset = menu.addAction(tr("Reset to the preset"), this, [this] { Q_EMIT resetRequested(m_field.path); });
    reset->setEnabled(m_isDiffering || !problem().isEmpty());
    auto* sweep = menu.addAction(tr("Try several values"), this, [this] { Q_EMIT sweepRequested(m_field.path); });
    sweep->setEnabled(!isList(m_field.schema.fallback)); // commas are between its own values
    menu.addAction(tr("Copy the key"), this, [this] { QApplication::clipboard()->setText(qstr(m_field.path)); });
    menu.addSeparator();
    auto* explain = menu.addAction(optionWords(m_field.schema.help));
    explain->setEnabled(false);
    auto* effect = menu.addAction(sentenceText(effectText(m_field.schema.effect)));
    effect->setEnabled(false);
    if (!m_line)
        return;
    menu.addSeparator();
    auto* standard = m_line->createStandardContextMenu();
    standard->setParent(&menu, standard->windowFlags()); // its actions live as long as the menu that shows them
    menu.addActions(standard->actions());
}

} // namespace cpw::ui
