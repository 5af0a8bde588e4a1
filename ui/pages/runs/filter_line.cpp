// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/runs/filter_line.h"

#include "ui/text/format.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QCompleter>
#include <QInputMethodEvent>
#include <QStringListModel>
#include <QTextCharFormat>

#include <utility>

namespace cpw::ui {
namespace {

constexpr const char* kOperators = "!<>=~";

} // namespace

FilterLine::FilterLine(const Theme& theme, QWidget* parent)
    : QLineEdit(parent), m_theme(theme), m_completer(new QCompleter(this)), m_offers(new QStringListModel(this)) {
    setPlaceholderText(tr("Filter, for example auc > 0.7 and backbone = dcn_v2, or any word of a row"));
    setClearButtonEnabled(true);
    setAccessibleName(tr("Filter of the runs"));
    m_completer->setModel(m_offers);
    m_completer->setWidget(this);
    m_completer->setCaseSensitivity(Qt::CaseInsensitive);
    connect(m_completer, qOverload<const QString&>(&QCompleter::activated), this, &FilterLine::take);
    connect(this, &QLineEdit::textChanged, this, &FilterLine::read);
    connect(this, &QLineEdit::textEdited, this, &FilterLine::offer);
    connect(&theme, &Theme::changed, this, [this] { underline(m_underlined.first, m_underlined.second); });
    setWords({}, {}, {});
}

void FilterLine::setWords(std::set<std::string> settings, std::set<std::string> values, std::map<std::string, std::string> titles) {
    QStringList offers;
    for (const auto& value : values)
        offers << qstr(titles.contains(value) ? titles.at(value) : value);
    m_titles = std::move(titles);
    for (const auto& key : compare::runKeys())
        offers << qstr(key);
    for (const auto& key : settings)
        offers << qstr(key);
    offers << QStringLiteral("and");
    offers.removeDuplicates();
    offers.sort(Qt::CaseInsensitive);
    m_offers->setStringList(offers);
    const bool isNew = settings != m_settings;
    m_settings = std::move(settings);
    if (isNew && !m_fault.isEmpty())
        read();
}

void FilterLine::read() {
    const QString text = this->text();
    const bool hasComparison = text.toStdString().find_first_of(kOperators) != std::string::npos;
    const QString oldFault = std::exchange(m_fault, {});
    if (hasComparison) {
        const auto bytes = text.toStdString();
        auto parsed = compare::RunFilter::parseLine(bytes, m_settings, "Filter", m_titles);
        if (!parsed) {
            const auto place = [&](std::size_t at) { return static_cast<int>(QString::fromStdString(bytes.substr(0, at)).size()); };
            m_fault = errorText(parsed.error().error);
            underline(place(parsed.error().begin), place(parsed.error().end));
            Q_EMIT faultChanged(m_fault);
            return;
        }
        m_filter = std::move(*parsed);
        m_words.clear();
    } else {
        m_filter.reset();
        m_words.clear();
        for (const QString& word : text.toLower().split(QLatin1Char(' '), Qt::SkipEmptyParts))
            m_words.push_back(word.toStdString());
    }
    underline(0, 0);
    if (!oldFault.isEmpty())
        Q_EMIT faultChanged({});
    Q_EMIT filterChanged();
}

/// QLineEdit shows formats of its text only as those of an input method.
void FilterLine::underline(int begin, int end) {
    m_underlined = {begin, end};
    QList<QInputMethodEvent::Attribute> attributes;
    if (end > begin) {
        QTextCharFormat format;
        format.setUnderlineStyle(QTextCharFormat::WaveUnderline);
        format.setUnderlineColor(m_theme.color(Tone::Err));
        attributes.append({QInputMethodEvent::TextFormat, begin - cursorPosition(), end - begin, format});
    }
    QInputMethodEvent event(QString(), attributes);
    QApplication::sendEvent(this, &event);
}

int FilterLine::wordStart() const {
    int start = cursorPosition();
    while (start > 0 && !text().at(start - 1).isSpace() && !QString::fromLatin1(kOperators).contains(text().at(start - 1)))
        --start;
    return start;
}

void FilterLine::offer() {
    const QString word = text().mid(wordStart(), cursorPosition() - wordStart());
    m_completer->setCompletionPrefix(word);
    const bool isOffered = !word.isEmpty() && m_completer->completionCount() > 0 && m_completer->currentCompletion().compare(word, Qt::CaseInsensitive) != 0;
    if (isOffered)
        m_completer->complete();
    else
        m_completer->popup()->hide();
}

void FilterLine::take(const QString& completion) {
    const int start = wordStart();
    QString whole = text();
    whole.replace(start, cursorPosition() - start, completion);
    setText(whole);
    setCursorPosition(start + static_cast<int>(completion.size()));
}

} // namespace cpw::ui
