// SPDX-License-Identifier: Apache-2.0
// A gallery folder for tests with the indexer that keeps its index, both on the test's own thread.
#pragma once

#include <memory>

#include <QDir>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QtTest>

#include "app/picture_files.h"
#include "support/patient.h"
#include "worker/gallery_indexer.h"

namespace lemnos::studio {

class GalleryPlace {
public:
    GalleryPlace() { QDir().mkpath(path("pictures")); }
    ~GalleryPlace() { close(); }

    QString path(const QString& name) const { return m_folder.filePath(name); }
    QString path(const char* name) const { return path(QLatin1StringView(name)); }
    QString picture(const char* name) const { return path(QStringLiteral("pictures/") + QLatin1StringView(name)); }

    /// Opens the index and waits until every file was looked at.
    void open() {
        close();
        m_indexer = std::make_unique<GalleryIndexer>(path("data"), CancelToken());
        QObject::connect(m_indexer.get(), &GalleryIndexer::found,
                         [this](int, const QList<PictureId>& ids) { m_ids = ids; });
        QObject::connect(m_indexer.get(), &GalleryIndexer::wasRead,
                         [this](const QList<IndexedPicture>& pictures) { m_read = pictures; });
        QObject::connect(m_indexer.get(), &GalleryIndexer::noticed,
                         [this](const QString& text) { m_notices.append(text); });
        QObject::connect(m_indexer.get(), &GalleryIndexer::inspectionWanted, [this](const QString& copy) {
            ++m_inspections;
            if (m_isInspecting) m_inspector.inspect(copy);
        });
        QObject::connect(&m_inspector, &IndexInspector::inspected, m_indexer.get(), &GalleryIndexer::noteInspected);
        QSignalSpy progress(m_indexer.get(), &GalleryIndexer::progressed);
        m_indexer->open(path("pictures"));
        if (!QTest::qWaitFor([&] { return !progress.isEmpty() && progress.back()[0].toInt() == 0; },
                             lemnos::testing::patience_milliseconds))
            qFatal("the scan does not end");
    }
    /// The same with two pictures in it, "one" as 1.png and "two" as day/2.png.
    void openWithTwo() {
        writePicture(picture("1.png"), "one");
        writePicture(picture("day/2.png"), "two");
        open();
    }
    void close() {
        if (m_indexer) m_indexer->stop();
        m_indexer.reset();
    }
    GalleryIndexer& indexer() { return *m_indexer; }
    QList<PictureId> ids(const PictureQuery& query = {.order = PictureOrder::oldest}) {
        m_ids.clear();
        m_indexer->find(1, query);
        return m_ids;
    }
    QList<IndexedPicture> pictures(const PictureQuery& query = {.order = PictureOrder::oldest}) {
        m_read.clear();
        m_indexer->read(ids(query));
        return m_read;
    }
    QString names(const PictureQuery& query = {.order = PictureOrder::oldest}) {
        QStringList names;
        for (const IndexedPicture& picture : pictures(query)) names.append(picture.path());
        names.sort();
        return names.join(u' ');
    }
    QString indexFile() const {
        const QStringList files = QDir(path("data")).entryList({QStringLiteral("*.db")}, QDir::Files);
        return files.isEmpty() ? QString() : path(QStringLiteral("data/") + files[0]);
    }
    QStringList& notices() { return m_notices; }
    int inspections() const { return m_inspections; }
    void setInspecting(bool isOn) { m_isInspecting = isOn; }

private:
    QTemporaryDir m_folder;
    std::unique_ptr<GalleryIndexer> m_indexer;
    IndexInspector m_inspector;
    int m_inspections = 0;
    bool m_isInspecting = true;
    QList<PictureId> m_ids;
    QList<IndexedPicture> m_read;
    QStringList m_notices;
};

inline void overwrite(const QString& path, const QByteArray& bytes) {
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size()) qFatal("cannot write");
}

}  // namespace lemnos::studio
