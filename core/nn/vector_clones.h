// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The project is compiled for the oldest x86-64. A function marked CPW_VECTOR_CLONES is compiled three times at -O3 and the
// loader picks the widest one that the processor has; elsewhere it is an ordinary function. For plain loops only: no lambdas
// inside, and what they call is always inlined: a call would leave the clone. Square roots do not set errno, so that they are
// vector instructions; no result changes by that.
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) && defined(__gnu_linux__)
#define CPW_VECTOR_CLONES __attribute__((optimize("O3", "no-math-errno"), target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#else
#define CPW_VECTOR_CLONES
#endif
