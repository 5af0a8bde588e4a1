// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/text/pseudo_translator.h"

#include <mutex>
#include <set>
#include <utility>

namespace cpw::tests {

/// The language for tests, which remembers what it was asked.
class RememberingTranslator : public ui::PseudoTranslator {
public:
    using Key = std::pair<QString, QString>; // context, source

    QString translate(const char* context, const char* source, const char* disambiguation, int n) const override {
        if (source && *source) {
            std::lock_guard lock(m_mutex);
            m_asked.emplace(QString::fromUtf8(context), QString::fromUtf8(source));
        }
        return ui::PseudoTranslator::translate(context, source, disambiguation, n);
    }

    std::set<Key> asked() const {
        std::lock_guard lock(m_mutex);
        return m_asked;
    }

private:
    mutable std::mutex m_mutex;
    mutable std::set<Key> m_asked;
};

} // namespace cpw::tests
