// SPDX-License-Identifier: Apache-2.0
// A token by which one thread asks another to stop. Copies share the flag; the engine looks at it between
// submissions and returns ErrorKind::cancelled, so the answer comes within one submission (p99 250 ms).
#pragma once

#include <atomic>
#include <memory>

#include "base/result.h"

namespace lemnos {

class CancelToken {
public:
    void cancel() const { m_flag->store(true, std::memory_order_relaxed); }
    bool is_cancelled() const { return m_flag->load(std::memory_order_relaxed); }
    Status check() const {
        if (is_cancelled()) return cancelled("cancelled");
        return {};
    }

private:
    std::shared_ptr<std::atomic<bool>> m_flag = std::make_shared<std::atomic<bool>>(false);
};

}  // namespace lemnos
