// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/command_context.h"

namespace cpw::cli {

/// `plm fetch`: downloads a model of a hub beside the project file. Nothing is asked of any address that the user has not given.
void addPlmFetch(CLI::App& group, const CommandRegistrar& registrar);

} // namespace cpw::cli
