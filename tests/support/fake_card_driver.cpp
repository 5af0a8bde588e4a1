// SPDX-License-Identifier: GPL-3.0-or-later
// A library with the calls of NVIDIA's management library that are used, as nvml.h has them: two cards, of which the second cannot tell
// how busy it is until it was asked twice. Counts what is open, so that a test sees the end.

namespace {

int asked = 0;
int isOpen = 0;
int cards[2] = {0, 1};
constexpr int kSuccess = 0;
constexpr int kNotSupported = 3;

} // namespace

extern "C" {

struct nvmlUtilization_t {
    unsigned int gpu;
    unsigned int memory;
};
struct nvmlMemory_t {
    unsigned long long total;
    unsigned long long free;
    unsigned long long used;
};

int nvmlInit_v2() {
    ++isOpen;
    return kSuccess;
}
int nvmlShutdown() {
    --isOpen;
    return kSuccess;
}
int nvmlDeviceGetCount_v2(unsigned int* count) {
    *count = 2;
    return kSuccess;
}
int nvmlDeviceGetHandleByIndex_v2(unsigned int index, void** card) {
    *card = &cards[index];
    return kSuccess;
}
int nvmlDeviceGetUtilizationRates(void* card, nvmlUtilization_t* use) {
    if (*static_cast<int*>(card) == 1 && ++asked < 2)
        return kNotSupported;
    use->gpu = *static_cast<int*>(card) == 0 ? 78 : 5;
    use->memory = 1;
    return kSuccess;
}
int nvmlDeviceGetMemoryInfo(void* card, nvmlMemory_t* memory) {
    memory->total = 24000000000ULL;
    memory->used = *static_cast<int*>(card) == 0 ? 11200000000ULL : 400000000ULL;
    memory->free = memory->total - memory->used;
    return kSuccess;
}
int openDrivers() {
    return isOpen;
}
}
