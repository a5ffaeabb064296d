// SPDX-License-Identifier: Apache-2.0
// The tiny checkpoint and a session to paint with it, which every test of whole runs begins with.
#pragma once

#include <cstdlib>

#include "pipeline/session.h"
#include "pipeline/tiny_sd1.h"

namespace lemnos::test {

/// The processor, unless LEMNOS_TEST_DEVICE names another device.
inline SessionOptions test_session_options() {
    SessionOptions options;
    const char* device = std::getenv("LEMNOS_TEST_DEVICE");
    options.device = device != nullptr ? device : "cpu";
    options.validation = std::getenv("LEMNOS_VALIDATION") != nullptr;
    return options;
}

struct TinySession {
    TinySd1 tiny;
    Session session;

    static Result<std::unique_ptr<TinySession>> create() {
        LEMNOS_TRY(TinySd1 tiny, TinySd1::load());
        LEMNOS_TRY(Session session, Session::create(test_session_options()));
        return std::make_unique<TinySession>(TinySession{std::move(tiny), std::move(session)});
    }

    /// The last picture of a run.
    Result<Picture> painted(const Request& request) {
        LEMNOS_TRY(RunResult result, session.run(request, {}));
        return std::move(result.pictures.back());
    }
};

}  // namespace lemnos::test
