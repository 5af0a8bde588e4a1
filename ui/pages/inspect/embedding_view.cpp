// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/inspect/embedding_view.h"

#include "ui/pages/inspect/point_map.h"
#include "ui/text/format.h"
#include "ui/widgets/labels.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

namespace cpw::ui {
namespace {

constexpr std::size_t kShownValues = 1000;

} // namespace

EmbeddingView::EmbeddingView(const Theme& theme, InspectSession& session, QWidget* parent)
    : InspectView(parent), m_theme(theme), m_slot(std::make_unique<InspectSlot>(session, *this)) {
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    auto* card = makeFrame("card", this);
    outer->addWidget(card);
    auto* layout = new QVBoxLayout(card);
    layout->setContentsMargins(12, 8, 12, 10);
    layout->setSpacing(6);
    auto* head = new QHBoxLayout;
    head->addWidget(makeLabel("section", tr("Embeddings of"), card));
    m_field = new QComboBox(card);
    m_field->setAccessibleName(tr("Embeddings of"));
    head->addWidget(m_field);
    m_note = makeLabel("help", {}, card);
    head->addWidget(m_note, 1);
    head->addWidget(makeLabel("help", tr("Coloured by"), card));
    m_group = new QComboBox(card);
    m_group->setAccessibleName(tr("Coloured by"));
    head->addWidget(m_group);
    layout->addLayout(head);
    m_scatter = new PointMap(theme, tr("Embeddings"), card);
    layout->addWidget(m_scatter, 1);
    auto* foot = new QHBoxLayout;
    m_pointText = makeLabel("help", {}, card);
    foot->addWidget(m_pointText, 1);
    m_rows = makeButton(theme, tr("Rows with this value"), "", "link", card);
    m_rows->setEnabled(false);
    foot->addWidget(m_rows);
    layout->addLayout(foot);
    for (auto* box : {m_field, m_group})
        connect(box, &QComboBox::activated, this, [this] {
            m_asked.reset();
            askMap();
        });
    connect(m_scatter, &PointMap::pointChosen, this, [this](int point) {
        m_pointText->setText(m_scatter->points()[static_cast<std::size_t>(point)].name);
        m_rows->setEnabled(true);
    });
    connect(m_rows, &QPushButton::clicked, this, [this] {
        if (m_map && m_scatter->chosen() >= 0)
            Q_EMIT valueChosen(m_mapField, qstr(m_map->points[static_cast<std::size_t>(m_scatter->chosen())].value));
    });
}

EmbeddingView::~EmbeddingView() = default;

QWidget& EmbeddingView::figure() {
    return *m_scatter;
}

void EmbeddingView::fillBoxes() {
    if (m_field->count() == looked().fields.size())
        return;
    m_field->clear();
    m_group->clear();
    m_field->addItems(looked().fields);
    m_group->addItem(tr("nothing"), -1);
    for (int field = 0; field < looked().fields.size(); ++field)
        m_group->addItem(looked().fields[field], field);
    m_group->setCurrentIndex(looked().fields.size() > 1 ? 2 : 0);
}

void EmbeddingView::ask() {
    if (!hasModel())
        return;
    fillBoxes();
    askMap();
}

void EmbeddingView::askMap() {
    if (m_asked == looked().model)
        return;
    m_asked = looked().model;
    const int field = m_field->currentIndex();
    const int group = m_group->currentData().toInt();
    m_note->setText(tr("Computing"));
    m_slot->ask([at = looked().model, field, group](const api::Inspector& inspector, std::stop_token stop) {
                    return inspector.embeddings(at, field, group < 0 ? std::nullopt : std::optional(group), kShownValues, stop);
                },
                [this, field](Result<api::EmbeddingMap> map) {
                    m_map.reset();
                    m_mapField = field;
                    if (!map) {
                        m_asked.reset();
                        m_scatter->setPoints({}, {});
                        return m_note->setText(map.error().code == ErrorCode::Stopped ? QString() : sentenceText(errorText(map.error())));
                    }
                    m_map = std::move(*map);
                    showMap();
                });
}

void EmbeddingView::showMap() {
    QStringList groups;
    for (const auto& group : m_map->groups)
        groups << qstr(group);
    std::vector<MapPoint> points;
    for (const auto& point : m_map->points) {
        QString name = tr("%1: %2 training rows").arg(qstr(point.value), countText(static_cast<std::int64_t>(point.trainingRows)));
        if (point.group >= 0)
            name += tr(", mostly with %1").arg(groups[point.group]);
        points.push_back({static_cast<double>(point.x), static_cast<double>(point.y), point.group, name});
    }
    m_scatter->setPoints(std::move(points), groups);
    m_scatter->setAxes(tr("first component, %1 % of the variance").arg(QString::number(100 * m_map->shares[0], 'f', 1)),
                       tr("second component, %1 %").arg(QString::number(100 * m_map->shares[1], 'f', 1)));
    m_note->setText(tr("%1 of %2 values, the most frequent").arg(countText(static_cast<std::int64_t>(m_map->points.size())), countText(static_cast<std::int64_t>(m_map->valuesTotal))));
    m_pointText->setText(tr("A click chooses a value."));
    m_rows->setEnabled(false);
}

std::vector<ShownTable> EmbeddingView::tables() const {
    return {m_scatter->table()};
}

} // namespace cpw::ui
