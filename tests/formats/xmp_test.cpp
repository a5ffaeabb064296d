// SPDX-License-Identifier: Apache-2.0
// The request within an XMP packet: what strangers write in its place is taken only where it is whole.
#include "formats/xmp.h"

#include <QTest>

using namespace lemnos;

namespace {

using Texts = std::vector<PictureText>;

Texts texts_of(const std::string& xmp) {
    Texts texts;
    append_xmp(texts, xmp);
    return texts;
}

const std::string packet =
    "<?xpacket begin=\"\"?><x:xmpmeta><rdf:Description rdf:about=\"\"/></x:xmpmeta><?xpacket end=\"r\"?>";

}  // namespace

class XmpTest : public QObject {
    Q_OBJECT

private slots:
    void requests_of_strangers_data();
    void requests_of_strangers();
    void nothing_that_a_parser_would_change_is_written();
};

void XmpTest::requests_of_strangers_data() {
    QTest::addColumn<QByteArray>("value");  // as it stands between the quotes
    QTest::addColumn<QByteArray>("request");
    QTest::addColumn<bool>("is_taken");
    QTest::newRow("plain") << QByteArray("{}") << QByteArray("{}") << true;
    QTest::newRow("nothing") << QByteArray() << QByteArray() << true;
    QTest::newRow("entities") << QByteArray("&lt;&gt;&amp;&quot;&apos;") << QByteArray("<>&\"'") << true;
    QTest::newRow("numbers") << QByteArray("&#65;&#x42;&#x1F980;") << QByteArray("AB\xf0\x9f\xa6\x80") << true;
    QTest::newRow("once only") << QByteArray("&amp;lt;") << QByteArray("&lt;") << true;
    for (const char* damaged : {"&", "&;", "&lt", "&nosuch;", "&#;", "&#x;", "&#0;", "&#6x;", "&#x4g;", "&#x110000;",
                                "&#xd800;", "&#57343;", "&#99999999999;"})
        QTest::newRow(damaged) << QByteArray(damaged) << QByteArray() << false;
}

void XmpTest::requests_of_strangers() {
    QFETCH(QByteArray, value);
    QFETCH(QByteArray, request);
    QFETCH(bool, is_taken);
    std::string written = *xmp_of(Texts{{"lemnos", "?"}, {"XML:com.adobe.xmp", packet}});
    const std::size_t at = written.find("=\"?\"") + 2;
    written.replace(at, 1, value.toStdString());
    const PictureText whole{"XML:com.adobe.xmp", is_taken ? packet : written};
    QVERIFY(texts_of(written) == (is_taken ? Texts{{"lemnos", request.toStdString()}, whole} : Texts{whole}));
    // An end that never comes, and a packet with nothing to hold a request.
    const std::string endless = written.substr(0, at);
    QVERIFY(texts_of(endless) == (Texts{{"XML:com.adobe.xmp", endless}}));
    const Texts empty{{"lemnos", "{}"}, {"XML:com.adobe.xmp", "<x:xmpmeta/>"}};
    QCOMPARE(*xmp_of(empty), empty[1].text);
}

// Other programs read packets with an XML parser, which turns line ends in a value into blanks.
void XmpTest::nothing_that_a_parser_would_change_is_written() {
    const std::string written = *xmp_of(Texts{{"lemnos", "a\n\t\r<b>&\"c"}, {"XML:com.adobe.xmp", packet}});
    QVERIFY(written.find("lemnos:request=\"a&#10;&#9;&#13;&lt;b&gt;&amp;&quot;c\"") != std::string::npos);
}

QTEST_GUILESS_MAIN(XmpTest)
#include "xmp_test.moc"
