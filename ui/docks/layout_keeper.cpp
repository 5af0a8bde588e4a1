// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/docks/layout_keeper.h"

#include "ui/theme/fonts.h"

#include <QHeaderView>
#include <QJsonDocument>
#include <QJsonObject>
#include <QMainWindow>
#include <QSplitter>

namespace cpw::ui {
namespace {

constexpr const char* kKey = "layout/user";

QString toText(const QByteArray& bytes) {
    return QString::fromLatin1(bytes.toBase64());
}

QByteArray fromText(const QJsonValue& value) {
    return QByteArray::fromBase64(value.toString().toLatin1());
}

} // namespace

LayoutKeeper::LayoutKeeper(QMainWindow& docks, QSettings& settings, QObject* parent)
    : QObject(parent), m_docks(docks), m_settings(settings), m_firstDocks(docks.saveState(kVersion)), m_textScale(textScale()) {}

QList<LayoutKeeper::Part> LayoutKeeper::partsOf(QWidget& page) {
    QList<Part> parts;
    const auto add = [&](const char* kind, const auto& widgets) {
        for (qsizetype i = 0; i < widgets.size(); ++i)
            parts.append({QStringLiteral("%1/%2/%3").arg(page.objectName(), QString::fromLatin1(kind)).arg(i), widgets[i]});
    };
    add("splitter", page.findChildren<QSplitter*>());
    QList<QHeaderView*> heads;
    for (auto* head : page.findChildren<QHeaderView*>())
        if (head->orientation() == Qt::Horizontal)
            heads.append(head);
    add("columns", heads);
    return parts;
}

QByteArray LayoutKeeper::stateOf(const QWidget& widget) {
    if (const auto* splitter = qobject_cast<const QSplitter*>(&widget))
        return splitter->saveState();
    return static_cast<const QHeaderView&>(widget).saveState();
}

void LayoutKeeper::setState(QWidget& widget, const QByteArray& state) {
    if (auto* splitter = qobject_cast<QSplitter*>(&widget))
        splitter->restoreState(state);
    else
        static_cast<QHeaderView&>(widget).restoreState(state);
}

void LayoutKeeper::addPage(QWidget& page) {
    m_pages.append(&page);
    connect(&page, &QObject::destroyed, this, [this, gone = &page] { m_pages.removeAll(gone); });
    for (const Part& part : partsOf(page)) {
        m_first[part.name] = stateOf(*part.widget);
        if (m_wanted.contains(part.name))
            setState(*part.widget, m_wanted[part.name]);
    }
}

QByteArray LayoutKeeper::text() const {
    QHash<QString, QByteArray> parts = m_wanted;
    for (QWidget* page : m_pages)
        for (const Part& part : partsOf(*page))
            parts[part.name] = stateOf(*part.widget);
    QJsonObject states;
    for (auto part = parts.begin(); part != parts.end(); ++part)
        states[part.key()] = toText(part.value());
    return QJsonDocument(QJsonObject{{"version", kVersion}, {"textScale", m_textScale}, {"docks", toText(m_docks.saveState(kVersion))}, {"parts", states}})
        .toJson(QJsonDocument::Compact);
}

bool LayoutKeeper::apply(const QByteArray& text) {
    const QJsonObject layout = QJsonDocument::fromJson(text).object();
    if (layout.value(QLatin1String("version")).toInt() != kVersion)
        return false;
    m_docks.restoreState(fromText(layout.value(QLatin1String("docks"))), kVersion);
    const QJsonObject parts = layout.value(QLatin1String("parts")).toObject();
    m_wanted.clear();
    const bool isOtherTextScale = layout.value(QLatin1String("textScale")).toDouble(1) != m_textScale;
    for (auto part = parts.begin(); part != parts.end(); ++part)
        if (!isOtherTextScale || !part.key().contains(QLatin1String("/columns/"))) // widths for text of another size
            m_wanted[part.key()] = fromText(part.value());
    for (QWidget* page : m_pages)
        for (const Part& part : partsOf(*page))
            if (m_wanted.contains(part.name))
                setState(*part.widget, m_wanted[part.name]);
    return true;
}

void LayoutKeeper::restoreUser() {
    apply(m_settings.value(QLatin1String(kKey)).toByteArray());
}

void LayoutKeeper::saveUser() const {
    m_settings.setValue(QLatin1String(kKey), text());
}

void LayoutKeeper::reset() {
    m_docks.restoreState(m_firstDocks, kVersion);
    m_wanted.clear();
    for (QWidget* page : m_pages)
        for (const Part& part : partsOf(*page))
            if (m_first.contains(part.name))
                setState(*part.widget, m_first[part.name]);
    m_settings.remove(QLatin1String(kKey));
}

} // namespace cpw::ui
