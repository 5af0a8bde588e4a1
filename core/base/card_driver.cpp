// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/card_driver.h"

#include <dlfcn.h>

namespace cpw {
namespace {

// The few parts of nvml.h (version 2 of the calls, unchanged since driver 319) that are needed.
using Card = void*;
constexpr int kSuccess = 0;
struct Use {
    unsigned gpu; ///< percent
    unsigned memory;
};
struct Memory {
    unsigned long long total;
    unsigned long long free;
    unsigned long long used;
};

struct Closer {
    void operator()(void* library) const { ::dlclose(library); }
};

class Nvml : public CardDriver {
public:
    explicit Nvml(std::unique_ptr<void, Closer> library) : m_library(std::move(library)) {
        m_shutdown = find<int()>("nvmlShutdown");
        m_count = find<int(unsigned*)>("nvmlDeviceGetCount_v2");
        m_card = find<int(unsigned, Card*)>("nvmlDeviceGetHandleByIndex_v2");
        m_use = find<int(Card, Use*)>("nvmlDeviceGetUtilizationRates");
        m_memory = find<int(Card, Memory*)>("nvmlDeviceGetMemoryInfo");
    }
    ~Nvml() override {
        if (m_isReady)
            m_shutdown();
    }

    [[nodiscard]] bool start() {
        const auto init = find<int()>("nvmlInit_v2");
        m_isReady = init && m_shutdown && m_count && m_card && m_use && m_memory && init() == kSuccess;
        return m_isReady;
    }

    [[nodiscard]] std::vector<CardLoad> loads() const override {
        unsigned count = 0;
        std::vector<CardLoad> loads;
        if (m_count(&count) != kSuccess)
            return loads;
        for (unsigned i = 0; i < count; ++i) {
            Card card = nullptr;
            Use use{};
            Memory memory{};
            if (m_card(i, &card) == kSuccess && m_use(card, &use) == kSuccess && m_memory(card, &memory) == kSuccess)
                loads.push_back({use.gpu / 100.0, memory.used, memory.total});
        }
        return loads;
    }

private:
    template <class Call>
    [[nodiscard]] Call* find(const char* name) const {
        return reinterpret_cast<Call*>(::dlsym(m_library.get(), name));
    }

    std::unique_ptr<void, Closer> m_library;
    int (*m_shutdown)() = nullptr;
    int (*m_count)(unsigned*) = nullptr;
    int (*m_card)(unsigned, Card*) = nullptr;
    int (*m_use)(Card, Use*) = nullptr;
    int (*m_memory)(Card, Memory*) = nullptr;
    bool m_isReady = false;
};

} // namespace

std::unique_ptr<CardDriver> CardDriver::open(const std::string& name) {
    std::unique_ptr<void, Closer> library(::dlopen(name.c_str(), RTLD_NOW | RTLD_LOCAL));
    if (!library)
        return nullptr;
    auto driver = std::make_unique<Nvml>(std::move(library));
    if (!driver->start())
        return nullptr;
    return driver;
}

} // namespace cpw
