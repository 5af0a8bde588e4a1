// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The precompiled header of the tests of the window.
#include "cmake/precompiled/window.h"

#include <QtTest>
