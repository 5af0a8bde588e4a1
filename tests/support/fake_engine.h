// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/engine.h"
#include "tests/support/fake_store.h"

#include <utility>
#include <vector>

namespace cpw::tests {

/// Records what it is asked and tells what the test pushes.
class FakeEngine : public api::Engine {
public:
    explicit FakeEngine(FakeStore& store);
    ~FakeEngine() override;

    std::vector<std::pair<api::RunId, api::RunCommand>> commands;
    std::vector<api::RunSpec> submitted;
    std::vector<api::RunId> resumed;
    std::vector<Problem> problems; ///< what check() says
    struct AskedFork {
        api::RunId parent;
        std::int64_t step = 0;
        api::RunSpec spec;
    };
    std::vector<AskedFork> forked;
    std::vector<std::int64_t> checkpointSteps; ///< that every run has on disk, rising
    std::vector<std::string> forkNotes;
    bool isShutDown = false;

    Result<api::RunId> submit(const api::RunSpec& spec) override;
    Result<api::RunId> resume(api::RunId run) override;
    Result<api::ForkPoint> forkPoint(api::RunId parent, std::optional<std::int64_t> step) const override;
    Result<api::Fork> fork(api::RunId parent, std::int64_t step, const api::RunSpec& spec) override;
    void command(api::RunId run, const api::RunCommand& command) override { commands.emplace_back(run, command); }
    std::vector<Problem> check(const api::RunSpec&) const override { return problems; }
    Result<api::RunEstimate> estimate(const api::RunSpec& spec, const api::EstimateWatch&) const override;
    api::RunEstimate estimateToTell; ///< stages cut or filled to those of the spec
    std::vector<api::RunEvent> poll() override { return std::exchange(m_events, {}); }
    const api::Catalog& catalog() const override { return m_catalog; }
    void shutdown() override { isShutDown = true; }

    /// `seconds` after the first event of all.
    void push(api::RunId run, api::EventBody body, double seconds = 0);
    api::Catalog& editCatalog() { return m_catalog; }

    /// Three arms of the built-in sample and one of MovieLens-1M.
    static api::Catalog makeCatalog();

    static api::RunSpec makeSpec(const std::string& name, const std::vector<spec::StageKind>& kinds);

private:
    FakeStore& m_store;
    api::Catalog m_catalog;
    std::vector<api::RunEvent> m_events;
    api::Clock::time_point m_start{std::chrono::seconds(1'780'000'000)};
};

} // namespace cpw::tests
