// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/inspect.h"
#include "ui/session/service_session.h"

namespace cpw::ui {

/// Rows whose prompts stand for those of a part: means, spreads, components.
inline constexpr std::size_t kSurveyedRows = 256;

/// The Inspect page's only way to models. Of some threads one computes with a model at a time; long questions give way to short ones
/// between their batches, so what the page asks at once (a survey, contributions, slices) must not take all threads.
class InspectSession : public ServiceSession<api::Inspector> {
public:
    explicit InspectSession(const api::Inspector& inspector, QObject* parent = nullptr) : ServiceSession(inspector, 8, parent) {}
};

using InspectSlot = ServiceSlot<api::Inspector>;

} // namespace cpw::ui
