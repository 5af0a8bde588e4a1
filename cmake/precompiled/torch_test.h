// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The precompiled header of the tests of models and training.
#include "cmake/precompiled/torch.h"

#include <QtTest>
