// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/inspect.h"
#include "ui/session/service_session.h"

namespace cpw::ui {

/// The Inspect page's only way to models. Two threads: a quick question need not wait for a survey.
class InspectSession : public ServiceSession<api::Inspector> {
public:
    explicit InspectSession(const api::Inspector& inspector, QObject* parent = nullptr) : ServiceSession(inspector, 2, parent) {}
};

using InspectSlot = ServiceSlot<api::Inspector>;

} // namespace cpw::ui
