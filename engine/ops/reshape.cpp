// SPDX-License-Identifier: Apache-2.0
#include "ops/ops.h"

namespace lemnos::ops {

Value reshape(Builder& builder, Value x, Shape shape) {
    if (!builder.status()) return {};
    if (shape.elements() != x.shape.elements()) {
        builder.fail(invalid("reshape: {} has {} elements, {} has {}", x.shape.text(), x.shape.elements(), shape.text(),
                             shape.elements())
                         .error());
        return {};
    }
    return builder.alias(x, shape);
}

}  // namespace lemnos::ops
