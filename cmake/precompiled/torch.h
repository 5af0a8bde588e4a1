// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The precompiled header of everything that uses LibTorch.
#include "cmake/precompiled/std.h"
#include "core/nn/torch_pch.h"
