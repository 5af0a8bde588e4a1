// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/language.h"

#include "ui/text/pseudo_translator.h"

#include <QCoreApplication>
#include <QLibraryInfo>
#include <QLocale>

#include <utility>

// Outside a namespace, as Qt asks: the resources live in a static library.
static void initTranslations() {
    Q_INIT_RESOURCE(translations);
}

namespace cpw::ui {
namespace {

bool isTranslated(const QString& id) {
    return id == QLatin1String("zh_CN");
}

QString desktopLanguage() {
    return QLocale::system().language() == QLocale::Chinese ? QStringLiteral("zh_CN") : QStringLiteral("en");
}

} // namespace

Language::~Language() {
    remove();
}

QList<Language::Choice> Language::choices() {
    return {{QString(), QCoreApplication::translate("Language", "As the desktop")},
            {QStringLiteral("en"), QStringLiteral("English")},
            {QStringLiteral("zh_CN"), QStringLiteral("简体中文")}};
}

void Language::apply(const QSettings& settings) {
    apply(settings.value(QStringLiteral("language")).toString());
}

void Language::apply(const QString& id) {
    initTranslations();
    const QString wanted = id.isEmpty() ? desktopLanguage() : id;
    remove();
    if (wanted == QLatin1String("pseudo")) {
        m_translators.push_back(std::make_unique<PseudoTranslator>());
        QCoreApplication::installTranslator(m_translators.back().get());
        m_current = wanted;
        return;
    }
    if (!isTranslated(wanted))
        return;
    // Qt's own words (buttons of file dialogs) come with Qt where they are installed.
    const std::pair<QString, QString> files[] = {
        {QStringLiteral("qtbase_") + wanted, QLibraryInfo::path(QLibraryInfo::TranslationsPath)},
        {QStringLiteral("clickprompt_") + wanted, QStringLiteral(":/translations")}};
    for (const auto& [name, folder] : files) {
        auto translator = std::make_unique<QTranslator>();
        if (!translator->load(name, folder))
            continue;
        QCoreApplication::installTranslator(translator.get());
        m_translators.push_back(std::move(translator));
    }
    m_current = wanted;
}

void Language::remove() {
    for (const auto& translator : m_translators)
        QCoreApplication::removeTranslator(translator.get());
    m_translators.clear();
    m_current = QStringLiteral("en");
}

} // namespace cpw::ui
