// SPDX-License-Identifier: Apache-2.0
// What is looked for in the gallery: words, filters and an order. A plain value that crosses threads.
#pragma once

#include <QDate>
#include <QString>

namespace lemnos::studio {

enum class PictureOrder { newest, oldest, bestRated, largest };
enum class PictureShape { any, portrait, landscape, square };

struct PictureQuery {
    QString text;  // words that all occur, each from its beginning; "a phrase"; -without
    QString model;
    QString tag;
    QString collection;
    QDate from;  // local days, both included; an invalid one sets no limit
    QDate to;
    PictureShape shape = PictureShape::any;
    qint64 leastPixels = 0;
    int leastRating = 0;
    bool isStarredOnly = false;
    PictureOrder order = PictureOrder::newest;

    friend bool operator==(const PictureQuery&, const PictureQuery&) = default;
};

/// The text as an expression of SQLite's FTS5 in which nothing that was typed is an operator but quotation marks and
/// a minus at a word's beginning; empty if there is nothing to look for.
QString fullTextExpression(const QString& text);

}  // namespace lemnos::studio
