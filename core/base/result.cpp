// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/result.h"

namespace cpw {

std::string Error::text() const {
    std::string text;
    for (auto context = contexts.rbegin(); context != contexts.rend(); ++context)
        text += *context + ": ";
    return text + message;
}

int exitCode(ErrorCode code) {
    switch (code) {
    case ErrorCode::Usage: return 2;
    case ErrorCode::BadInput: return 3;
    case ErrorCode::RunFailed: return 4;
    case ErrorCode::Store: return 5;
    case ErrorCode::Stopped: return 130;
    }
    return 4;
}

} // namespace cpw
