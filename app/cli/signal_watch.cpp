// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/signal_watch.h"

#include <array>
#include <atomic>
#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

namespace cpw::cli {
namespace {

// A signal handler reaches nothing but globals.
std::atomic<int> signalCount{0};
std::array<int, 2> signalPipe{-1, -1};
struct sigaction oldInterrupt {};
struct sigaction oldTerminate {};

static_assert(std::atomic<int>::is_always_lock_free);

extern "C" void onSignal(int) {
    const int savedError = errno;
    ++signalCount;
    const char byte = 0;
    [[maybe_unused]] const auto written = ::write(signalPipe[1], &byte, 1);
    errno = savedError;
}

} // namespace

SignalWatch::SignalWatch() {
    signalCount = 0;
    if (::pipe2(signalPipe.data(), O_CLOEXEC | O_NONBLOCK) != 0)
        signalPipe = {-1, -1};
    struct sigaction action {};
    action.sa_handler = onSignal;
    sigemptyset(&action.sa_mask);
    action.sa_flags = SA_RESTART;
    ::sigaction(SIGINT, &action, &oldInterrupt);
    ::sigaction(SIGTERM, &action, &oldTerminate);
}

SignalWatch::~SignalWatch() {
    ::sigaction(SIGINT, &oldInterrupt, nullptr);
    ::sigaction(SIGTERM, &oldTerminate, nullptr);
    for (int& end : signalPipe) {
        if (end >= 0)
            ::close(end);
        end = -1;
    }
}

int SignalWatch::count() const {
    return signalCount;
}

void SignalWatch::wait(std::chrono::milliseconds timeout) const {
    pollfd reading{signalPipe[0], POLLIN, 0};
    if (::poll(&reading, 1, static_cast<int>(timeout.count())) > 0) {
        std::array<char, 16> bytes{};
        while (::read(signalPipe[0], bytes.data(), bytes.size()) > 0) {
        }
    }
}

} // namespace cpw::cli
