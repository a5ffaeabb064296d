// SPDX-License-Identifier: Apache-2.0
// A place for one value between two threads: what is put replaces what was not yet taken, so a slow reader sees the
// latest and no queue grows. Used for previews. Both functions from any thread.
#pragma once

#include <mutex>
#include <optional>
#include <utility>

namespace lemnos::studio {

template <typename T>
class Mailbox {
public:
    /// True if the box was empty: the reader then has to be told.
    bool put(T value) {
        const std::lock_guard lock(m_mutex);
        const bool wasEmpty = !m_value;
        m_value = std::move(value);
        return wasEmpty;
    }
    std::optional<T> take() {
        const std::lock_guard lock(m_mutex);
        return std::exchange(m_value, std::nullopt);
    }

private:
    std::mutex m_mutex;
    std::optional<T> m_value;
};

}  // namespace lemnos::studio
