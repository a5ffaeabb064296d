// SPDX-License-Identifier: Apache-2.0
// A prompt between Qt, which counts units of UTF-16, and the engine, which counts bytes of UTF-8. A value; any thread.
#pragma once

#include <string>
#include <vector>

#include <QString>

#include "text/prompt_scan.h"

namespace lemnos::studio {

/// Units of a QString, from `begin` up to `end`.
struct UnitRange {
    int begin = 0;
    int end = 0;
    int length() const { return end - begin; }
    friend bool operator==(const UnitRange&, const UnitRange&) = default;
};

class PromptText {
public:
    explicit PromptText(QStringView text);

    const std::string& bytes() const { return m_bytes; }
    int units() const { return int(m_byteOfUnit.size()) - 1; }
    TextRange toBytes(UnitRange units) const;
    /// The first unit of a character is that of all its bytes.
    UnitRange toUnits(TextRange bytes) const;

private:
    int unitOf(std::size_t byte) const;

    std::string m_bytes;
    std::vector<std::size_t> m_byteOfUnit;  // and of the end
};

}  // namespace lemnos::studio
