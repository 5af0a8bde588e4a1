// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/data/split_card.h"

#include "ui/text/core_text.h"
#include "ui/text/format.h"
#include "ui/text/percent.h"
#include "ui/widgets/labels.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QVBoxLayout>

#include <algorithm>
#include <numeric>

namespace cpw::ui {
namespace {

constexpr int kFingerprintShown = 8;
constexpr int kMostWarnings = 3;
constexpr int kFingerprintFrom = 620; ///< width of the card

QString partTitle(const std::string& name) {
    return name == "train" ? SplitCard::tr("Train") : name == "validation" ? SplitCard::tr("Validation") : SplitCard::tr("Test");
}

} // namespace

/// Three bars whose widths are the rows of the parts.
class SplitCard::Bar : public QWidget {
public:
    Bar(const Theme& theme, QWidget* parent) : QWidget(parent), m_theme(theme) {
        setFixedHeight(scaled(10));
        setAccessibleName(SplitCard::tr("Parts of the data set"));
    }
    void setRows(std::vector<std::uint64_t> rows) {
        m_rows = std::move(rows);
        update();
    }

protected:
    void paintEvent(QPaintEvent*) override {
        const double sum = static_cast<double>(std::accumulate(m_rows.begin(), m_rows.end(), std::uint64_t{0}));
        QPainter painter(this);
        const Tokens& t = m_theme.tokens();
        if (sum == 0)
            return painter.fillRect(rect(), t.hover);
        const QColor colors[] = {t.accent, blend(t.raised, t.accent, 0.6), blend(t.raised, t.accent, 0.35)};
        double x = 0;
        for (std::size_t i = 0; i < m_rows.size(); ++i) {
            const double part = width() * static_cast<double>(m_rows[i]) / sum;
            painter.fillRect(QRectF(x, 0, std::max(0.0, part - 2), height()), colors[i % 3]);
            x += part;
        }
    }

private:
    const Theme& m_theme;
    std::vector<std::uint64_t> m_rows;
};

SplitCard::SplitCard(const Theme& theme, QWidget* parent)
    : QFrame(parent), m_theme(theme), m_editor(new SplitEditor(this)), m_fingerprint(makeLabel("caption", {}, this)), m_bar(new Bar(theme, this)),
      m_parts{}, m_warnings(new QWidget(this)), m_warningText(makeLabel("help", {}, m_warnings)) {
    setProperty("kind", QStringLiteral("card"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 8, 12, 8);
    layout->setSpacing(metric::kGap);
    auto* top = new QHBoxLayout;
    top->setSpacing(metric::kGap);
    top->addWidget(makeLabel("section", tr("Split"), this));
    top->addWidget(m_editor, 1);
    m_fingerprint->setToolTip(tr("Fingerprint of content, label rule and split; each run keeps it."));
    top->addWidget(m_fingerprint);
    layout->addLayout(top);
    layout->addWidget(m_bar);
    auto* parts = new QHBoxLayout;
    for (auto*& label : m_parts) {
        label = new ElidedLabel("help", this);
        parts->addWidget(label, label == m_parts[0] ? 1 : 0);
        parts->addSpacing(16);
    }
    layout->addLayout(parts);
    auto* row = new QHBoxLayout(m_warnings);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(6);
    row->addWidget(new IconLabel(theme, QStringLiteral("warning"), Tone::Warn, 14, m_warnings), 0, Qt::AlignTop);
    m_warningText->setWordWrap(true);
    setStyleProperty(m_warningText, "tone", QStringLiteral("warn"));
    row->addWidget(m_warningText, 1);
    layout->addWidget(m_warnings);
    m_warnings->hide();
    connect(&theme, &Theme::changed, m_bar, qOverload<>(&QWidget::update));
}

void SplitCard::resizeEvent(QResizeEvent* event) {
    QFrame::resizeEvent(event);
    m_fingerprint->setVisible(width() >= scaled(kFingerprintFrom)); // the import report has it too
}

void SplitCard::setFacts(const api::DataFacts& facts) {
    std::vector<std::uint64_t> rows;
    for (std::size_t i = 0; i < std::min<std::size_t>(3, facts.parts.size()); ++i) {
        const auto& part = facts.parts[i];
        rows.push_back(part.rows);
        const double rate = part.rows == 0 ? 0 : static_cast<double>(part.positives) / static_cast<double>(part.rows);
        m_parts[i]->setFullText(tr("%1: %2 rows, %3 positive").arg(partTitle(part.name), countText(static_cast<std::int64_t>(part.rows)), percentText(rate)));
    }
    m_bar->setRows(std::move(rows));
    m_fingerprint->setText(tr("fingerprint %1").arg(qstr(facts.fingerprint).left(kFingerprintShown)));
    QStringList lines;
    for (const auto& warning : facts.warnings)
        lines << sentenceText(coreText(warning));
    const auto all = lines.size();
    if (all > kMostWarnings) {
        lines = lines.mid(0, kMostWarnings);
        lines << tr("and %1 more in the import report").arg(all - kMostWarnings);
    }
    m_warningText->setText(lines.join(QLatin1Char('\n')));
    m_warnings->setVisible(!lines.isEmpty());
}

void SplitCard::clear() {
    m_bar->setRows({});
    for (auto* label : m_parts)
        label->setFullText({});
    m_fingerprint->clear();
    m_warnings->hide();
    m_warningText->clear();
}

QString SplitCard::warningText() const {
    return m_warningText->text();
}

} // namespace cpw::ui
