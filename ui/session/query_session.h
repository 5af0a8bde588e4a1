// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/file_query.h"
#include "ui/session/service_session.h"

namespace cpw::ui {

/// The SQL dock's only way to the file. Two threads: the list of tables need not wait for a query.
class QuerySession : public ServiceSession<api::FileQuery> {
public:
    explicit QuerySession(const api::FileQuery& queries, QObject* parent = nullptr) : ServiceSession(queries, 2, parent) {}
};

using QuerySlot = ServiceSlot<api::FileQuery>;

} // namespace cpw::ui
