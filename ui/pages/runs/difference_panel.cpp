// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/runs/difference_panel.h"

#include "ui/theme/fonts.h"
#include "ui/widgets/cell_delegate.h"
#include "ui/widgets/color_mark.h"
#include "ui/widgets/compare_line.h"
#include "ui/widgets/elided_header.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/plain_table.h"
#include "ui/widgets/segmented_buttons.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QScrollBar>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace cpw::ui {
namespace {

constexpr int kWidth = 420;
constexpr int kEdge = 1;
constexpr int kKeyWidth = 124;  // at least, of a setting's name
constexpr int kMoreRoom = 20;   // what the table's font needs more than the view measures
constexpr int kValueWidth = 88;  // at least
constexpr int kHeadLines = 3;    // at most, of a group's name
constexpr std::size_t kComparedSettings = 24; // groups; more columns than anybody reads

} // namespace

DifferencePanel::DifferencePanel(const Theme& theme, QWidget* parent)
    : QFrame(parent), m_theme(theme), m_facts(new ElidedLabel("help", this)), m_pairedTitle(makeLabel("section", {}, this)),
      m_pairedNote(makeLabel("help", tr("Dots are seeds, lines are 95 % intervals of the mean difference."), this)), m_table(new QTableView(this)),
      m_paired(new PairedView(theme, this)), m_empty(makeLabel("help", {}, this)), m_stack(new QStackedLayout) {
    setProperty("kind", QStringLiteral("card"));
    setFixedWidth(scaled(kWidth));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(kEdge, kEdge, kEdge, 8);
    layout->setSpacing(0);
    auto* head = makeCardHead(tr("Differences"), m_facts, this);
    layout->addWidget(head);
    auto* parts = new SegmentedButtons({tr("Settings"), tr("Data"), tr("Template"), tr("Host")}, this);
    auto* choice = new QHBoxLayout; // a row of its own: words of other languages are longer
    choice->setContentsMargins(12, 0, 12, 8);
    choice->addWidget(parts);
    choice->addStretch(1);
    layout->addLayout(choice);
    connect(parts, &SegmentedButtons::chosen, this, [this](int index) {
        m_differences.setPart(static_cast<SettingsDifferenceModel::Part>(index));
        shareWidth();
        updateFacts();
    });
    m_table->setModel(&m_differences);
    setUpPlainTable(*m_table, theme, tr("Settings in which the chosen groups differ"), new CellDelegate(theme, m_table, Qt::ElideMiddle));
    m_heads = static_cast<ElidedHeader*>(m_table->horizontalHeader());
    m_empty->setContentsMargins(12, 10, 12, 10);
    m_empty->setWordWrap(true);
    m_empty->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    m_stack->addWidget(m_table);
    m_stack->addWidget(m_empty);
    layout->addLayout(m_stack, 1);
    connect(&theme, &Theme::changed, this, &DifferencePanel::updateMarks);
    layout->addWidget(makeFrame("line", this));
    m_pairedTitle->setContentsMargins(12, 8, 12, 4);
    m_pairedTitle->setWordWrap(true);
    layout->addWidget(m_pairedTitle);
    auto* room = new QHBoxLayout;
    room->setContentsMargins(12, 0, 12, 0);
    room->addWidget(m_paired);
    layout->addLayout(room);
    m_pairedNote->setContentsMargins(12, 2, 12, 0);
    m_pairedNote->setWordWrap(true);
    layout->addWidget(m_pairedNote);
    updateFacts();
    show({}, {});
}

void DifferencePanel::show(const std::vector<ComparedGroup>& groups, const QString& baseline) {
    m_groups = static_cast<int>(groups.size());
    m_looks.clear();
    QStringList names;
    std::vector<const compare::Settings*> settings;
    std::vector<PairedRow> rows;
    int reference = 0;
    for (const auto& group : groups) {
        if (group.settings && settings.size() < kComparedSettings) {
            if (group.isBaseline)
                reference = static_cast<int>(settings.size());
            names << group.name;
            settings.push_back(group.settings);
            m_looks.push_back(group.look);
        }
        if (!group.isBaseline && !baseline.isEmpty())
            rows.push_back({group.name, group.look, group.differences});
    }
    m_differences.setCompared(names, settings, reference);
    updateMarks();
    shareWidth();
    const bool hasRows = !rows.empty();
    m_paired->setBaseline(baseline);
    m_paired->setRows(std::move(rows));
    m_paired->setVisible(hasRows);
    m_pairedNote->setVisible(hasRows);
    m_pairedTitle->setText(baseline.isEmpty() ? tr("Choose a baseline to see differences")
                           : hasRows          ? tr("Test AUC against %1, paired by seed").arg(baseline)
                                              : tr("Select groups to see them against %1").arg(baseline));
    updateFacts();
}

void DifferencePanel::updateMarks() {
    std::vector<QPixmap> marks;
    for (const auto& look : m_looks)
        marks.push_back(colorMark(lookColor(m_theme.tokens(), look), devicePixelRatioF()));
    m_differences.setMarks(std::move(marks));
}

/// Values stand side by side as long as there is room; names and long values are cut, their tooltips are whole. A name gets what
/// the values do not need: its end says the most.
void DifferencePanel::shareWidth() {
    const int values = m_differences.columnCount() - 1;
    if (values <= 0)
        return;
    m_table->ensurePolished(); // the font of the style sheet
    const bool areMany = m_differences.rowCount() * m_table->verticalHeader()->defaultSectionSize() > m_table->height() - m_heads->height();
    const int bar = areMany ? m_table->verticalScrollBar()->sizeHint().width() : 0; // which may not stand there yet
    const int whole = (m_table->isVisible() ? m_table->width() : scaled(kWidth) - 2 * kEdge) - bar;
    m_table->resizeColumnsToContents();
    int needed = 0;
    for (int column = 1; column <= values; ++column)
        needed += std::max(scaled(kValueWidth), std::min(m_table->columnWidth(column), (whole - scaled(kKeyWidth)) / values));
    m_table->setColumnWidth(0,
                            std::min(m_table->columnWidth(0) + scaled(kMoreRoom), std::max(scaled(kKeyWidth), whole - needed)));
    const int room = whole - m_table->columnWidth(0); // what the header made of it
    for (int column = 1; column <= values; ++column)
        m_table->setColumnWidth(column, std::max(scaled(kValueWidth), room / values));
    m_heads->fitLines(kHeadLines);
}

void DifferencePanel::updateFacts() {
    const bool hasRows = m_groups > 1 && m_differences.rowCount() > 0;
    m_stack->setCurrentIndex(hasRows ? 0 : 1);
    m_empty->setText(m_groups < 2 ? tr("Select two groups or more to see in which settings they differ.") : tr("No difference in these settings."));
    m_facts->setFullText(m_groups < 2 ? tr("of two or more") : tr("%1 of %2 settings").arg(m_differences.rowCount()).arg(m_differences.total()));
}

} // namespace cpw::ui
