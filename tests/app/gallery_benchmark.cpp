// SPDX-License-Identifier: Apache-2.0
// Prints how quick the gallery is with 100,000 pictures: opening, searching, scrolling the real window, memory. The
// rows are made up; the files are links to a few hundred pictures. Not a test; run it by hand, it takes some minutes:
//   QT_QPA_PLATFORM=offscreen app_gallery_benchmark [pictures]
#include <cmath>
#include <cstdio>

#include <unistd.h>
#include <QElapsedTimer>
#include <QScrollBar>
#include <QStandardPaths>

#include "app/picture_files.h"
#include "app/studio_fixture.h"
#include "gallery/made_up.h"
#include "panels/picture_grid.h"
#include "windows/gallery_window.h"
#include "worker/gallery_store.h"

using namespace Qt::StringLiterals;

namespace lemnos::studio {
namespace {

constexpr int differentFiles = 250;

double since(const QElapsedTimer& timer) { return double(timer.nsecsElapsed()) / 1e6; }

double megabytes(const char* field) {
    QFile file(u"/proc/self/status"_s);
    if (!file.open(QIODevice::ReadOnly)) return 0;
    for (const QByteArray& line : file.readAll().split('\n'))
        if (line.startsWith(field))
            return line.mid(int(qstrlen(field)) + 1).simplified().split(' ')[0].toDouble() / 1e3;
    return 0;
}

/// Of this thread: what is left of a time on a machine that is busy with other things.
double processorTime() {
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return double(now.tv_sec) * 1e3 + double(now.tv_nsec) / 1e6;
}

struct Times {
    std::vector<double> milliseconds;
    double mostWork = 0;  // processor time

    template <typename Work>
    void take(Work work) {
        QElapsedTimer timer;
        timer.start();
        const double before = processorTime();
        work();
        mostWork = std::max(mostWork, processorTime() - before);
        milliseconds.push_back(since(timer));
    }
    void print(const char* name) {
        std::ranges::sort(milliseconds);
        const auto at = [&](double share) {
            return milliseconds[std::size_t(share * double(milliseconds.size() - 1))];
        };
        std::printf("%-38s median %6.1f, 99 of 100 below %6.1f, worst %6.1f ms; at most %.1f ms of work (%zu)\n", name,
                    at(0.5), at(0.99), milliseconds.back(), mostWork, milliseconds.size());
    }
};

void writeFiles(const QString& folder) {
    std::mt19937 random(5);
    for (int i = 0; i < differentFiles; ++i) {
        FinishedPicture picture = finishedPicture("", std::uint64_t(i));
        picture.image = picture.image.scaled(512, 512);
        for (int y = 0; y < 512; ++y)
            for (int x = 0; x < 512; x += 4) picture.image.setPixel(x, y, QRgb(random() | 0xff000000));
        if (!savePictureAs(picture, folder + u"/.source-%1"_s.arg(i))) qFatal("cannot write");
    }
}

/// Rows and links; a row's stamp is that of its file, so that the folder and the index agree.
void fill(const QString& folder, const QString& indexFolder, int count) {
    writeFiles(folder);
    auto store = GalleryStore::open(folder, indexFolder, GalleryStore::Index::kept);
    if (!store) qFatal("%s", store.error().text().c_str());
    MadeUpGallery source;
    QList<IndexedPicture> pictures;
    for (int n = 0; n < count; ++n) {
        IndexedPicture picture = source.picture(n);
        const std::string target = (folder + u'/' + picture.path()).toStdString();
        QDir().mkpath(folder + u'/' + picture.folder);
        const std::string file = (folder + u"/.source-%1"_s.arg(n % differentFiles)).toStdString();
        if (::link(file.c_str(), target.c_str()) != 0) qFatal("cannot link");
        picture.stamp = *stamp_of(target);
        pictures.append(picture);
        if (pictures.size() < 2000 && n + 1 < count) continue;
        if (!(*store)->put(std::exchange(pictures, {}))) qFatal("cannot fill the index");
    }
}

QList<PictureQuery> queries() {
    const QStringList words = MadeUpGallery().words();
    QList<PictureQuery> queries;
    for (int i = 0; i < 60; ++i) {
        const QString& word = words[i * i % words.size()];  // common ones and rare ones
        queries.append({.text = word});
        queries.append({.text = word.left(1 + i % 3)});
        queries.append({.text = word + u' ' + words[i % 7]});
        queries.append({.text = words[i % 5], .shape = PictureShape::portrait, .leastRating = i % 6});
        queries.append({.text = i % 2 == 0 ? QString() : u"steps"_s, .order = PictureOrder(i % 4)});
    }
    return queries;
}

void openIndex(const QString& folder, const QString& indexFolder) {
    Result<std::unique_ptr<GalleryStore>> store;
    Times opening;
    opening.take([&] { store = GalleryStore::open(folder, indexFolder, GalleryStore::Index::kept); });
    opening.print("index opened and checked");
    const QString copy = (*store)->index().file() + u".copy"_s;
    Times copying, inspecting;
    copying.take([&] {
        if (!(*store)->index().copyTo(copy)) qFatal("the copy failed");
    });
    copying.print("index copied");
    inspecting.take([&] {
        if (!PictureIndex::inspect(copy)) qFatal("the index is not sound");
    });
    inspecting.print("copy inspected");
    QFile::remove(copy);
    Times times;
    for (const PictureQuery& query : queries())
        times.take([&] {
            if (!(*store)->index().find(query)) qFatal("the search failed");
        });
    times.print("search in the index");
}

void waitUntil(const std::function<bool()>& isTrue) {
    if (!QTest::qWaitFor(isTrue, 300'000)) qFatal("it does not come");
}

/// From the question to the answer in the model, both thread hops included.
void search(PictureBrowser& browser) {
    Times times;
    for (const PictureQuery& query : queries()) {
        if (query == browser.query()) continue;
        bool isAnswered = false;
        const auto connection =
            QObject::connect(&browser, &PictureBrowser::wasReset, [&isAnswered] { isAnswered = true; });
        times.take([&] {
            browser.setQuery(query);
            while (!isAnswered) QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
        });
        QObject::disconnect(connection);
    }
    times.print("search in the window");
}

/// One frame: the bar moves, what changed is painted, and whatever rows and thumbnails arrived are taken.
void scroll(PictureGrid& grid, const char* name, int pixelsPerFrame, int frames) {
    Times times;
    QScrollBar* const bar = grid.verticalScrollBar();
    for (int frame = 0; frame < frames; ++frame) {
        times.take([&] {
            bar->setValue((bar->value() + pixelsPerFrame) % std::max(bar->maximum(), 1));
            grid.viewport()->repaint();
            QCoreApplication::processEvents();
        });
        const double rest = 16 - times.milliseconds.back();
        if (rest > 0) ::usleep(unsigned(rest * 1000));
    }
    times.print(name);
}

void useWindow(const QString& folder) {
    Studio studio(std::make_shared<FakeScript>(), Studio::Start::later);
    studio.model->settings().setGalleryFolder(folder);
    PictureBrowser& browser = studio.model->browser();
    QElapsedTimer timer;
    timer.start();
    bool isOver = false;
    QObject::connect(&browser, &PictureBrowser::progressed, [&] { isOver = browser.unread() == 0; });
    studio.workers->start();
    waitUntil([&] { return browser.size() > 0; });
    std::printf("pictures known %.0f ms after the start", since(timer));
    waitUntil([&] { return isOver; });
    std::printf(", folder compared after %.1f s\n", since(timer) / 1e3);
    waitUntil([&] { return studio.model->gallery().size() == 500; });
    const double before = megabytes("VmRSS:");

    timer.start();
    QTest::keyClick(studio.window.get(), Qt::Key_G, Qt::ControlModifier | Qt::ShiftModifier);
    auto* const window = studio.find<GalleryWindow>("gallery");
    auto* const grid = window->findChild<PictureGrid*>(u"pictures"_s);
    const auto isShown = [grid](int role) {
        const auto [first, last] = grid->rowsInSight();
        if (last < first) return false;
        for (int row = first; row <= last; ++row)
            if (grid->model()->index(row, 0).data(role).isNull()) return false;
        return !grid->model()->index(last, 0).data(role).value<QImage>().isNull() || role != Qt::DecorationRole;
    };
    while (!isShown(Qt::DisplayRole)) QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    const double rows = since(timer);
    while (!isShown(Qt::DecorationRole)) QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    std::printf("window with the first rows after %.0f ms, with their thumbnails (never made before) after %.0f ms\n",
                rows, since(timer));

    scroll(*grid, "scrolling, 40 pixels a frame", 40, 600);
    scroll(*grid, "scrolling, 1,000 pixels a frame", 1000, 600);
    scroll(*grid, "jumping about", 987'654, 300);
    grid->setTileSide(PictureGrid::smallestTile);
    scroll(*grid, "smallest tiles, 300 pixels a frame", 300, 300);
    search(browser);
    std::printf("memory: %.0f MB before the window, %.0f MB after all of this, at most %.0f MB\n", before,
                megabytes("VmRSS:"), megabytes("VmHWM:"));
}

int run(int count) {
    isolateSettings();
    const QTemporaryDir folder;
    const QString indexFolder =
        QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) + u"/lemnos/gallery"_s;
    QElapsedTimer timer;
    timer.start();
    fill(folder.path(), indexFolder, count);
    std::printf("%d made-up pictures put into the index in %.1f s\n", count, since(timer) / 1e3);
    openIndex(folder.path(), indexFolder);
    useWindow(folder.path());
    return 0;
}

}  // namespace
}  // namespace lemnos::studio

int main(int argc, char** argv) {
    QApplication app(argc, argv);
    std::setvbuf(stdout, nullptr, _IOLBF, 0);
    return lemnos::studio::run(argc > 1 ? std::atoi(argv[1]) : 100'000);
}
