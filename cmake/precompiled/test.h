// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The precompiled header of the tests without a window and without LibTorch.
#include "cmake/precompiled/std.h"

#include <QtTest>
