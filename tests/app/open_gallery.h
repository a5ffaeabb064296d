// SPDX-License-Identifier: Apache-2.0
// A studio (studio_fixture.h) with its gallery window open over pictures of the test's making. GUI thread.
#pragma once

#include <QLineEdit>

#include "app/picture_files.h"
#include "app/studio_fixture.h"
#include "gallery/marks_file.h"
#include "panels/picture_grid.h"
#include "windows/gallery_window.h"

namespace lemnos::studio {

using namespace Qt::StringLiterals;

/// A studio with pictures in its folder and the gallery window open.
struct OpenGallery {
    Studio studio{std::make_shared<FakeScript>(), Studio::Start::later};
    GalleryWindow* window = nullptr;
    PictureGrid* grid = nullptr;

    explicit OpenGallery(std::initializer_list<const char*> prompts) {
        int number = 0;
        for (const char* prompt : prompts) write(prompt, ++number);
        studio.workers->start();
        studio.press(Qt::Key_G, Qt::ControlModifier | Qt::ShiftModifier);
        window = studio.find<GalleryWindow>("gallery");
        if (!window || !QTest::qWaitForWindowExposed(window)) qFatal("the gallery does not open");
        grid = window->findChild<PictureGrid*>(u"pictures"_s);
        if (!waitFor(int(prompts.size())) || !studio.waitForReady()) qFatal("the pictures do not come");
    }
    QString path(int number) const {
        return studio.folder.filePath(u"2026-11-%1/120000-%2-x.png"_s.arg(number, 2, 10, QLatin1Char('0')).arg(number));
    }
    void write(const char* prompt, int number) { writePicture(path(number), prompt, std::uint64_t(number)); }
    bool waitFor(int count) {
        return QTest::qWaitFor([&] {
            if (grid->model()->rowCount() != count) return false;
            for (int row = 0; row < count; ++row)
                if (grid->model()->index(row, 0).data().isNull()) return false;
            return true;
        });
    }
    template <typename Widget = QWidget>
    Widget* find(const char* name) {
        return window->findChild<Widget*>(QLatin1StringView(name));
    }
    void search(const char* text) {
        find<QLineEdit>("gallerySearch")->setFocus();
        find<QLineEdit>("gallerySearch")->selectAll();
        QTest::keyClicks(find("gallerySearch"), QLatin1StringView(text));
    }
    void click(int row, Qt::KeyboardModifiers modifiers = {}) {
        QApplication::setActiveWindow(window);
        grid->setFocus();
        QTest::mouseClick(grid->viewport(), Qt::LeftButton, modifiers,
                          grid->visualRect(grid->model()->index(row, 0)).center());
    }
    void key(Qt::Key key, Qt::KeyboardModifiers modifiers = {}) { QTest::keyClick(grid, key, modifiers); }
    QStringList prompts() {
        QStringList prompts;
        for (int row = 0; row < grid->model()->rowCount(); ++row)
            prompts.append(grid->model()->index(row, 0).data().toString());
        return prompts;
    }
    QHash<QString, Marks> marks() {
        MarksFile file(studio.folder.path());
        return file.load() ? file.marks() : QHash<QString, Marks>();
    }
    QString relative(int number) { return path(number).mid(studio.folder.path().size() + 1); }
};

}  // namespace lemnos::studio
