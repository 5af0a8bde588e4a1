// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The project is compiled for the oldest x86-64. A function marked CPW_VECTOR_CLONES is compiled three times at -O3 and the
// loader picks the widest one that the processor has; elsewhere it is an ordinary function. For plain loops only: no lambdas
// inside, and what they call is marked gnu::always_inline: a call would leave the clone, which
// tests/architecture/check_vector_clones.py looks for. A root is __builtin_sqrtf in a file compiled with -fno-math-errno (asked
// for by attribute it is not heard), as core/train/row_loops.cpp.
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) && defined(__gnu_linux__)
#define CPW_VECTOR_CLONES __attribute__((optimize("O3"), target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
// A function marked CPW_WIDE_CLONE is for processors with AVX-512 alone, for loops that want registers of sixteen numbers and
// other shapes with them; by its name, which ends in Wide, the same test finds it. Call it where kHasWideVectors.
#define CPW_WIDE_CLONE __attribute__((optimize("O3"), target("arch=x86-64-v4")))
namespace cpw::nn {
inline const bool kHasWideVectors = __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
                                    __builtin_cpu_supports("avx512cd") && __builtin_cpu_supports("avx512dq") &&
                                    __builtin_cpu_supports("avx512vl");
} // namespace cpw::nn
#else
#define CPW_VECTOR_CLONES
#define CPW_WIDE_CLONE
namespace cpw::nn {
inline constexpr bool kHasWideVectors = false;
} // namespace cpw::nn
#endif
