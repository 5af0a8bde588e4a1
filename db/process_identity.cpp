// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/process_identity.h"

#include <fmt/format.h>

#include <cerrno>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <optional>
#include <sstream>
#include <unistd.h>

namespace cpw::db {
namespace {

std::string firstLineOf(const std::string& path) {
    std::ifstream file(path);
    std::string line;
    std::getline(file, line);
    return line;
}

struct ProcessState {
    char state = '?';
    std::int64_t start = 0;
};

/// "4711 (a name) S 1 ..." : the state follows the last bracket, the start time is 19 fields later.
std::optional<ProcessState> stateOf(std::int64_t pid) {
    const auto line = firstLineOf(fmt::format("/proc/{}/stat", pid));
    const auto bracket = line.rfind(')');
    if (bracket == std::string::npos)
        return std::nullopt;
    std::istringstream fields(line.substr(bracket + 1));
    ProcessState found;
    fields >> found.state;
    std::string skipped;
    for (int i = 0; i < 18; ++i)
        fields >> skipped;
    fields >> found.start;
    return fields ? std::optional(found) : std::nullopt;
}

std::string spaceOfThisProcess() {
    std::error_code ignored;
    const auto space = std::filesystem::read_symlink("/proc/self/ns/pid", ignored);
    return firstLineOf("/proc/sys/kernel/random/boot_id") + " " + space.string();
}

std::string bootOf(const std::string& space) {
    return space.substr(0, space.find(' '));
}

} // namespace

ProcessIdentity currentProcess() {
    const auto state = stateOf(::getpid());
    return {::getpid(), state ? state->start : 0, spaceOfThisProcess(), firstLineOf("/etc/machine-id")};
}

Liveness livenessOf(const ProcessIdentity& process) {
    if (process.pid <= 0)
        return Liveness::Gone;
    const auto space = spaceOfThisProcess();
    if (process.space == space) {
        const auto state = stateOf(process.pid);
        if (!state && ::kill(static_cast<pid_t>(process.pid), 0) != 0 && errno == EPERM)
            return Liveness::Alive; // of another user, hidden by the mount options of /proc
        const bool isEnded = !state || state->state == 'Z' || state->state == 'X';
        return isEnded || state->start != process.start ? Liveness::Gone : Liveness::Alive;
    }
    const auto machine = firstLineOf("/etc/machine-id");
    const bool isSameMachine = !machine.empty() && machine == process.machine;
    return isSameMachine && bootOf(space) != bootOf(process.space) ? Liveness::Gone : Liveness::Unknown;
}

} // namespace cpw::db
