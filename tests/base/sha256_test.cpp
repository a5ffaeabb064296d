// SPDX-License-Identifier: Apache-2.0
// SHA-256 against the examples of FIPS 180-4 and QCryptographicHash, split in every awkward way.
#include "base/sha256.h"

#include <QCryptographicHash>
#include <QTemporaryFile>
#include <QTest>

using namespace lemnos;

namespace {

std::span<const std::byte> bytes_of(const QByteArray& data) {
    return std::as_bytes(std::span(data.constData(), static_cast<std::size_t>(data.size())));
}

QByteArray pattern(int size) {
    QByteArray data(size, '\0');
    for (int i = 0; i < size; ++i) data[i] = static_cast<char>(i * 7 + i / 251);
    return data;
}

}  // namespace

class Sha256Test : public QObject {
    Q_OBJECT

private slots:
    void known_digests();
    void agrees_at_size_data();
    void agrees_at_size();
    void hashes_a_file_from_an_offset();
    void stops_when_cancelled();
};

void Sha256Test::known_digests() {
    QCOMPARE(sha256({}), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    QCOMPARE(sha256(bytes_of("abc")), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

void Sha256Test::agrees_at_size_data() {
    QTest::addColumn<int>("size");
    for (const int size : {0, 1, 55, 56, 57, 63, 64, 65, 119, 120, 127, 128, 129, 1000, 100003})
        QTest::addRow("%d bytes", size) << size;
}

void Sha256Test::agrees_at_size() {
    QFETCH(int, size);
    const QByteArray data = pattern(size);
    const std::string expected = QCryptographicHash::hash(data, QCryptographicHash::Sha256).toHex().toStdString();
    QCOMPARE(sha256(bytes_of(data)), expected);
    for (const std::size_t piece : {1U, 3U, 63U, 64U, 65U, 200U}) {
        Sha256 hash;
        for (auto rest = bytes_of(data); !rest.empty(); rest = rest.subspan(std::min(piece, rest.size())))
            hash.update(rest.first(std::min(piece, rest.size())));
        QCOMPARE(hash.finish(), expected);
    }
}

void Sha256Test::hashes_a_file_from_an_offset() {
    const QByteArray data = pattern(5'000'000);  // more than one piece
    QTemporaryFile temporary;
    QVERIFY(temporary.open());
    temporary.write(data);
    temporary.flush();
    const auto file = MappedFile::open(temporary.fileName().toStdString());
    QVERIFY(file.has_value());
    QCOMPARE(sha256_of_file(*file).value(), sha256(bytes_of(data)));
    QCOMPARE(sha256_of_file(*file, 17).value(), sha256(bytes_of(data).subspan(17)));
}

void Sha256Test::stops_when_cancelled() {
    QTemporaryFile temporary;
    QVERIFY(temporary.open());
    temporary.write("x");
    temporary.flush();
    const CancelToken cancel;
    cancel.cancel();
    const auto hash = sha256_of_file(MappedFile::open(temporary.fileName().toStdString()).value(), 0, cancel);
    QVERIFY(!hash);
    QCOMPARE(hash.error().kind, ErrorKind::cancelled);
}

QTEST_GUILESS_MAIN(Sha256Test)
#include "sha256_test.moc"
