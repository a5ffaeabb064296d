// SPDX-License-Identifier: Apache-2.0
// Results in Qt tests: the value, or a failed test that says the error's sentence.
#pragma once

#include <QTest>

#include "base/result.h"

/// `REQUIRE_VALUE(const auto file, Checkpoint::open(path));`
#define REQUIRE_VALUE(declaration, expression) \
    REQUIRE_VALUE_NAMED(LEMNOS_CONCAT(required_, __LINE__), declaration, expression)
#define REQUIRE_VALUE_NAMED(result, declaration, expression)                   \
    auto result = (expression);                                                \
    QVERIFY2(result.has_value(), result ? "" : result.error().text().c_str()); \
    declaration = std::move(*result)

/// `REQUIRE_OK(write_file(...));`
#define REQUIRE_OK(expression)                                                                                \
    do {                                                                                                      \
        const auto required_status = (expression);                                                            \
        QVERIFY2(required_status.has_value(), required_status ? "" : required_status.error().text().c_str()); \
    } while (false)

/// `REQUIRE_ERROR(Checkpoint::open(path), ErrorKind::bad_file, "looks cut off");`
#define REQUIRE_ERROR(expression, expected_kind, part)                                       \
    do {                                                                                     \
        const auto required_failure = (expression);                                          \
        QVERIFY2(!required_failure.has_value(), "succeeded, expected an error with: " part); \
        const std::string required_text = required_failure.error().text();                   \
        QVERIFY2(required_text.find(part) != std::string::npos, required_text.c_str());      \
        QVERIFY2(required_failure.error().kind == (expected_kind), required_text.c_str());   \
    } while (false)
