// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The one precompiled header of everything that uses LibTorch: modules and operators, not torch/torch.h,
// which doubles the compile time of every unit.
#include <ATen/ATen.h>
#include <torch/csrc/autograd/generated/variable_factories.h>
#include <torch/nn/module.h>
#include <torch/nn/pimpl.h>

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>
