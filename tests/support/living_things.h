// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/process_memory.h"

#include <QApplication>
#include <QEvent>
#include <QObject>
#include <QWidget>

#include <atomic>
#include <filesystem>
#include <string>

#ifdef __GLIBC__
#include <malloc.h>
#endif

/// Qt's hooks for tools such as GammaRay (qhooks_p.h): functions that hear of every QObject.
extern quintptr Q_CORE_EXPORT qtHookData[];

namespace cpw::tests {

/// Counts the QObjects of the program between its making and its end; those from before are not known.
class ObjectCount {
public:
    ObjectCount() {
        s_count = 0;
        qtHookData[kAdded] = reinterpret_cast<quintptr>(&onAdded);
        qtHookData[kRemoved] = reinterpret_cast<quintptr>(&onRemoved);
    }
    ~ObjectCount() { qtHookData[kAdded] = qtHookData[kRemoved] = 0; }
    ObjectCount(const ObjectCount&) = delete;
    ObjectCount& operator=(const ObjectCount&) = delete;

    [[nodiscard]] long living() const { return s_count; }

private:
    static constexpr int kAdded = 3, kRemoved = 4;
    static void onAdded(QObject*) { ++s_count; }
    static void onRemoved(QObject*) { --s_count; }
    static inline std::atomic<long> s_count = 0;
};

/// What a program holds that must not grow when it does the same again.
struct LivingThings {
    long objects = 0;
    long topLevelWidgets = 0;
    long files = 0;   ///< open descriptors
    long threads = 0;
    double megabytes = 0; ///< resident, once the allocator gave back what it holds in reserve
    double inUse = 0;     ///< megabytes that were allocated and not freed; 0 where the allocator does not tell

    [[nodiscard]] static LivingThings now(const ObjectCount& count) {
        for (int round = 0; round < 3; ++round) { // what is to be deleted later may leave more of it
            QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
            QCoreApplication::processEvents();
        }
        double inUse = 0;
#ifdef __GLIBC__
        ::malloc_trim(0);
        const auto heap = ::mallinfo2(); // of all arenas
        inUse = static_cast<double>(heap.uordblks + heap.hblkhd) / 1e6;
#endif
        return {count.living(), QApplication::topLevelWidgets().size(), entries("/proc/self/fd"), entries("/proc/self/task"),
                static_cast<double>(residentBytes()) / 1e6, inUse};
    }
    [[nodiscard]] std::string text() const {
        return std::to_string(objects) + " objects, " + std::to_string(topLevelWidgets) + " top-level widgets, " + std::to_string(files) + " files, " +
               std::to_string(threads) + " threads, " + std::to_string(megabytes) + " MB resident, " + std::to_string(inUse) + " MB in use";
    }

private:
    static long entries(const char* folder) {
        std::error_code code;
        return std::distance(std::filesystem::directory_iterator(folder, code), {});
    }
};

} // namespace cpw::tests
