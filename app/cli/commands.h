// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/command_context.h"

namespace cpw::cli {

// One function for each group of commands; each adds its commands to the program.
void addDataCommands(CLI::App& program, const CommandRegistrar& registrar);
void addTextCommands(CLI::App& program, const CommandRegistrar& registrar);
void addPlmCommands(CLI::App& program, const CommandRegistrar& registrar);
void addTrainCommands(CLI::App& program, const CommandRegistrar& registrar);
void addRunCommands(CLI::App& program, const CommandRegistrar& registrar);
/// "runs import", in a file of its own.
void addRunImport(CLI::App& group, const CommandRegistrar& registrar);
void addModelCommands(CLI::App& program, const CommandRegistrar& registrar);
void addEvaluateCommand(CLI::App& program, const CommandRegistrar& registrar);
void addInspectCommands(CLI::App& program, const CommandRegistrar& registrar);
void addPredictCommand(CLI::App& program, const CommandRegistrar& registrar);

} // namespace cpw::cli
