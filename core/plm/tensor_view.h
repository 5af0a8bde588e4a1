// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/mapped_file.h"
#include "core/nn/torch_pch.h"
#include "core/weights/stored_tensor.h"

namespace cpw::plm {

[[nodiscard]] at::ScalarType scalarTypeOf(weights::ElementType type);
/// Nothing for a type that weight files do not have.
[[nodiscard]] std::optional<weights::ElementType> elementTypeOf(at::ScalarType type);

/// A tensor over the bytes of a mapped file, which it keeps alive; a copy where they are misaligned for the type. Never write
/// into it: the map is read-only memory, and tensors may share bytes.
[[nodiscard]] at::Tensor viewOf(const weights::StoredTensor& stored, const std::shared_ptr<const MappedFile>& file);

} // namespace cpw::plm
