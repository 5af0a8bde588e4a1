// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/data/split_editor.h"

#include "ui/text/format.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/segmented_buttons.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QLocale>
#include <QSignalBlocker>
#include <QSpinBox>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace cpw::ui {
namespace {

/// In the order of the buttons.
constexpr std::array kKinds = {spec::SplitKind::ByOrder, spec::SplitKind::Random, spec::SplitKind::PerUser, spec::SplitKind::Source};

} // namespace

std::optional<Shares> sharesFromText(const QString& text) {
    const QStringList parts = text.split(QLatin1Char(':'));
    if (parts.size() != 3)
        return std::nullopt;
    std::array<double, 3> numbers{};
    for (qsizetype i = 0; i < 3; ++i) {
        bool isNumber = false;
        numbers[static_cast<std::size_t>(i)] = QLocale::c().toDouble(parts[i].trimmed(), &isNumber);
        if (!isNumber || numbers[static_cast<std::size_t>(i)] < 0)
            return std::nullopt;
    }
    const double sum = numbers[0] + numbers[1] + numbers[2];
    if (numbers[0] <= 0 || !std::isfinite(sum))
        return std::nullopt;
    return Shares{numbers[0] / sum, numbers[1] / sum};
}

QString sharesText(const spec::SplitSpec& split) {
    const auto part = [](double share) { return QLocale::c().toString(std::round(share * 1000) / 100, 'g', 4); };
    return QStringLiteral("%1 : %2 : %3").arg(part(split.train), part(split.valid), part(std::max(0.0, 1 - split.train - split.valid)));
}

SplitEditor::SplitEditor(QWidget* parent)
    : QWidget(parent), m_kinds(new SegmentedButtons({tr("By time"), tr("Random"), tr("Per user"), tr("As the source")}, this)),
      m_shares(new QLineEdit(this)), m_seedLabel(makeLabel("help", tr("Seed"), this)), m_seed(new QSpinBox(this)),
      m_userLabel(makeLabel("help", tr("Users"), this)), m_user(new QComboBox(this)), m_orderLabel(makeLabel("help", tr("Time"), this)),
      m_order(new QComboBox(this)) {
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(metric::kGap);
    row->addWidget(m_kinds);
    row->addSpacing(metric::kGap);
    auto* sharesLabel = new ElidedLabel("help", this); // gives way to the buttons
    sharesLabel->setFullText(tr("Train : validation : test"));
    row->addWidget(sharesLabel);
    m_shares->setFixedWidth(scaled(96));
    m_shares->setAccessibleName(sharesLabel->fullText());
    row->addWidget(m_shares);
    m_seed->setRange(0, std::numeric_limits<int>::max());
    m_seed->setAccessibleName(tr("Seed of the split"));
    m_user->setAccessibleName(tr("Column of the users"));
    m_order->setAccessibleName(tr("Column of the times"));
    const std::pair<QLabel*, QWidget*> pairs[] = {{m_seedLabel, m_seed}, {m_userLabel, m_user}, {m_orderLabel, m_order}};
    for (const auto& [label, editor] : pairs) {
        row->addWidget(label);
        row->addWidget(editor);
    }
    row->addStretch(1);
    connect(m_kinds, &SegmentedButtons::chosen, this, &SplitEditor::chooseKind);
    connect(m_shares, &QLineEdit::editingFinished, this, &SplitEditor::readShares);
    connect(m_seed, &QSpinBox::editingFinished, this, [this] {
        if (m_isFilling || m_split.seed == static_cast<std::uint64_t>(m_seed->value()))
            return;
        m_split.seed = static_cast<std::uint64_t>(m_seed->value());
        Q_EMIT edited(m_split);
    });
    connect(m_user, &QComboBox::activated, this, [this] {
        m_split.userColumn = m_user->currentData().toString().toStdString();
        Q_EMIT edited(m_split);
    });
    connect(m_order, &QComboBox::activated, this, [this] {
        m_split.orderColumn = m_order->currentData().toString().toStdString();
        Q_EMIT edited(m_split);
    });
    showSplit();
}

void SplitEditor::setColumns(const QStringList& columns) {
    for (QComboBox* box : {m_user, m_order}) {
        const QSignalBlocker blocker(box);
        box->clear();
        box->addItem(box == m_order ? tr("the source's own") : tr("the first field"), QString());
        for (const QString& column : columns)
            box->addItem(column, column);
    }
    showSplit();
}

void SplitEditor::setSplit(const spec::SplitSpec& split) {
    m_split = split;
    showSplit();
}

void SplitEditor::chooseKind(int index) {
    m_split.kind = kKinds[static_cast<std::size_t>(index)];
    showSplit();
    Q_EMIT edited(m_split);
}

void SplitEditor::readShares() {
    const auto shares = sharesFromText(m_shares->text());
    setStyleProperty(m_shares, "state", shares ? QString() : QStringLiteral("error"));
    m_shares->setToolTip(shares ? QString() : tr("Three numbers such as 8 : 1 : 1, the first above 0."));
    if (!shares)
        return;
    const bool isSame = std::abs(shares->train - m_split.train) < 1e-9 && std::abs(shares->valid - m_split.valid) < 1e-9;
    m_split.train = shares->train;
    m_split.valid = shares->valid;
    if (!isSame)
        Q_EMIT edited(m_split);
}

void SplitEditor::showSplit() {
    m_isFilling = true;
    const auto found = std::find(kKinds.begin(), kKinds.end(), m_split.kind);
    if (found != kKinds.end())
        m_kinds->setCurrent(static_cast<int>(found - kKinds.begin()));
    m_shares->setText(sharesText(m_split));
    setStyleProperty(m_shares, "state", {});
    m_seed->setValue(static_cast<int>(std::min<std::uint64_t>(m_split.seed, std::numeric_limits<int>::max())));
    m_user->setCurrentIndex(std::max(0, m_user->findData(qstr(m_split.userColumn))));
    m_order->setCurrentIndex(std::max(0, m_order->findData(qstr(m_split.orderColumn))));
    const bool isRandom = m_split.kind == spec::SplitKind::Random;
    const bool isPerUser = m_split.kind == spec::SplitKind::PerUser;
    const bool isOrdered = isPerUser || m_split.kind == spec::SplitKind::ByOrder;
    m_seedLabel->setVisible(isRandom);
    m_seed->setVisible(isRandom);
    m_userLabel->setVisible(isPerUser);
    m_user->setVisible(isPerUser);
    m_orderLabel->setVisible(isOrdered);
    m_order->setVisible(isOrdered);
    m_shares->setEnabled(m_split.kind != spec::SplitKind::Source && m_split.kind != spec::SplitKind::Files);
    m_isFilling = false;
}

} // namespace cpw::ui
