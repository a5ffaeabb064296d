// SPDX-License-Identifier: Apache-2.0
#include "app/studio_fixture.h"

#include <QApplication>
#include <QDirIterator>
#include <QPlainTextEdit>
#include <QSettings>

namespace lemnos::studio {

void isolateSettings() {
    static const QTemporaryDir home;
    qputenv("HOME", home.path().toLocal8Bit());
    for (const char* folder : {"XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"}) qunsetenv(folder);
    QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, home.path());
    QApplication::setStyle(QStringLiteral("Fusion"));
}

Studio::Studio(std::shared_ptr<FakeScript> withScript, Start start, Memory memory) : script(std::move(withScript)) {
    if (memory == Memory::none) QSettings(QStringLiteral("Lemnos"), QStringLiteral("lemnos")).clear();
    model = std::make_unique<StudioModel>();
    for (KeptFile* const kept : model->keptFiles())
        if (memory == Memory::none) QFile::remove(kept->path());
    if (const auto styles = Styles::shipped()) model->styles().setShipped(*styles);
    model->settings().setGalleryFolder(folder.path());
    workers = std::make_unique<Workers>(*model, std::make_unique<FakeRenderer>(script));
    window = std::make_unique<MainWindow>(*model);
    window->show();
    QApplication::setActiveWindow(window.get());
    if (!QTest::qWaitForWindowActive(window.get())) qFatal("the window does not come up");
    if (start == Start::now) workers->start();
}

void Studio::typePrompt(const char* text) {
    auto* const prompt = find<QPlainTextEdit>("prompt");
    prompt->setFocus();
    prompt->selectAll();
    QTest::keyClicks(prompt, QString::fromLatin1(text));
}

void Studio::press(Qt::Key key, Qt::KeyboardModifiers modifiers) {
    QTest::keyClick(QApplication::focusWidget() ? QApplication::focusWidget() : window.get(), key, modifiers);
}

bool Studio::waitForPictures(int count) {
    return QTest::qWaitFor(
        [&] {
            return model->gallery().size() == count && model->gallery().unsavedCount() == 0 &&
                   !model->queue().running();
        },
        lemnos::testing::patience_milliseconds);
}

bool Studio::waitForReady() {
    return QTest::qWaitFor([&] { return model->engine().state() == EngineStatus::State::ready; },
                           lemnos::testing::patience_milliseconds);
}

QStringList Studio::files() const {
    QStringList found;
    QDirIterator files(folder.path(), QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext()) found.append(files.next());
    found.sort();
    return found;
}

}  // namespace lemnos::studio
