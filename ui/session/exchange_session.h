// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/run_exchange.h"
#include "ui/session/service_session.h"

namespace cpw::ui {

/// The window's only way to import, export and look up runs. Two threads: a look need not wait for an import.
class ExchangeSession : public ServiceSession<api::RunExchange> {
public:
    explicit ExchangeSession(const api::RunExchange& exchange, QObject* parent = nullptr) : ServiceSession(exchange, 2, parent) {}

    /// Looks at names and first bytes only; for telling what a drop would do.
    [[nodiscard]] std::optional<api::ImportKind> kindOf(const std::filesystem::path& path) const { return m_service.kindOf(path); }
};

using ExchangeSlot = ServiceSlot<api::RunExchange>;

} // namespace cpw::ui
