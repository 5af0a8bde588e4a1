// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <fmt/format.h>
#include <tl/expected.hpp>

#include <string>
#include <utility>
#include <vector>

namespace cpw {

/// What an expected error means to a script: each code has one exit code of the command line (see exitCode).
enum class ErrorCode {
    Usage,     ///< the command or request itself is wrong
    BadInput,  ///< a file, spec, value or data set is wrong
    RunFailed, ///< training or evaluation could not go on
    Store,     ///< the run file or a checkpoint folder cannot be read or written
    Stopped,   ///< the user stopped the work
};

/// An error a user's file, setting or disk can cause. The message is one sentence that says what was found, what was expected
/// and what to do; contexts say where, innermost first. Bugs of ours throw LogicError instead (expects.h).
struct Error {
    ErrorCode code = ErrorCode::BadInput;
    std::string message;
    std::vector<std::string> contexts;
    std::string details; ///< long text of a library, shown only on request

    /// "importing ml-1m: line 17 of ratings.dat: 3 columns, expected 4".
    [[nodiscard]] std::string text() const;
};

template <class T>
using Result = tl::expected<T, Error>;

template <class... Args>
[[nodiscard]] tl::unexpected<Error> fail(ErrorCode code, fmt::format_string<Args...> format, Args&&... args) {
    return tl::unexpected<Error>(Error{code, fmt::format(format, std::forward<Args>(args)...), {}, {}});
}

template <class... Args>
[[nodiscard]] tl::unexpected<Error> badInput(fmt::format_string<Args...> format, Args&&... args) {
    return fail(ErrorCode::BadInput, format, std::forward<Args>(args)...);
}

/// Adds "where" to an error on its way up.
[[nodiscard]] inline tl::unexpected<Error> withContext(Error error, std::string context) {
    error.contexts.push_back(std::move(context));
    return tl::unexpected<Error>(std::move(error));
}

/// Exit code of the command line: 2 usage, 3 bad input, 4 run failed, 5 store, 130 stopped.
[[nodiscard]] int exitCode(ErrorCode code);

} // namespace cpw

/// Evaluates a Result; on error returns it from the enclosing function, else defines `name` as the value.
#define CPW_CONCAT_INNER(a, b) a##b
#define CPW_CONCAT(a, b) CPW_CONCAT_INNER(a, b)
#define CPW_TRY(name, ...)                                                                                              \
    auto CPW_CONCAT(name, Result_) = (__VA_ARGS__);                                                                     \
    if (!CPW_CONCAT(name, Result_))                                                                                     \
        return tl::unexpected<::cpw::Error>(std::move(CPW_CONCAT(name, Result_).error()));                              \
    auto name = std::move(*CPW_CONCAT(name, Result_))

/// The same for Result<void> or when the value is not needed.
#define CPW_TRY_VOID(...)                                                                                               \
    do {                                                                                                                \
        auto cpwTryResult_ = (__VA_ARGS__);                                                                             \
        if (!cpwTryResult_)                                                                                             \
            return tl::unexpected<::cpw::Error>(std::move(cpwTryResult_.error()));                                      \
    } while (false)
