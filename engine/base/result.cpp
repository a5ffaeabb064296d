// SPDX-License-Identifier: Apache-2.0
#include "base/result.h"

namespace lemnos {

std::string Error::text() const {
    std::string text;
    for (auto place = context.rbegin(); place != context.rend(); ++place) text += *place + ": ";
    return text + message;
}

Error&& Error::within(std::string place) && {
    context.push_back(std::move(place));
    return std::move(*this);
}

int exit_code(ErrorKind kind) {
    switch (kind) {
        case ErrorKind::cancelled:
        case ErrorKind::out_of_memory:
        case ErrorKind::device_lost: return 10;
        case ErrorKind::bad_file:
        case ErrorKind::unsupported:
        case ErrorKind::invalid_request:
        case ErrorKind::io: return 20;
        case ErrorKind::no_device: return 30;
    }
    return 20;
}

}  // namespace lemnos
