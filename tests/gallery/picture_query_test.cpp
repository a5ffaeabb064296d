// SPDX-License-Identifier: Apache-2.0
// What is typed becomes an expression of FTS5, and nothing of it an operator by accident.
#include <QtTest>

#include "gallery/picture_query.h"

using namespace Qt::StringLiterals;

namespace lemnos::studio {

class PictureQueryTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void expression_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("expression");
        QTest::newRow("nothing") << u""_s << u""_s;
        QTest::newRow("space") << u"  \t"_s << u""_s;
        QTest::newRow("a word is the beginning of one") << u"cast"_s << u"\"cast\" *"_s;
        QTest::newRow("all words") << u"red  castle"_s << u"\"red\" * AND \"castle\" *"_s;
        QTest::newRow("a phrase is as typed") << u"\"red castle\""_s << u"\"red castle\""_s;
        QTest::newRow("a phrase that is being typed") << u"\"red cas"_s << u"\"red cas\""_s;
        QTest::newRow("without") << u"castle -fog -\"at night\""_s
                                 << u"(\"castle\" *) NOT (\"fog\" * OR \"at night\")"_s;
        QTest::newRow("only without") << u"-fog"_s << u""_s;
        QTest::newRow("operators are words")
            << u"red OR NEAR(blue)"_s << u"\"red\" * AND \"OR\" * AND \"NEAR(blue)\" *"_s;
        QTest::newRow("columns are words") << u"prompt:x"_s << u"\"prompt:x\" *"_s;
        QTest::newRow("signs alone are nothing") << u"( * ^ - \" ' red"_s << u"\" ' red\""_s;
        QTest::newRow("a minus within") << u"sea-glass"_s << u"\"sea-glass\" *"_s;
        QTest::newRow("a mark within") << u"a\"b"_s << u"\"a\" * AND \"b\""_s;
        QTest::newRow("other letters") << u"крепость 城 😀"_s << u"\"крепость\" * AND \"城\" * AND \"😀\" *"_s;
    }
    void expression() {
        QFETCH(QString, text);
        QTEST(fullTextExpression(text), "expression");
    }
};

}  // namespace lemnos::studio

QTEST_GUILESS_MAIN(lemnos::studio::PictureQueryTest)
#include "picture_query_test.moc"
