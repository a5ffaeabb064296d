// SPDX-License-Identifier: Apache-2.0
// Prints how long it takes from a key to the first preview on the screen, in the real window over the real engine with
// the shipped model: after Ctrl+Enter, and in live mode after a letter that cancels what runs. Not a test; by hand:
//   QT_QPA_PLATFORM=offscreen app_preview_benchmark [times]
#include <algorithm>
#include <cstdio>
#include <vector>

#include <QElapsedTimer>
#include <QPlainTextEdit>

#include "app/studio_fixture.h"
#include "canvas/picture_view.h"
#include "worker/engine_renderer.h"

namespace lemnos::studio {
namespace {

constexpr int patience = 120'000;  // milliseconds

/// The studio as main() puts it together.
class Program {
public:
    Program() : m_workers(m_model, std::make_unique<EngineRenderer>(SessionOptions())), m_window(m_model) {
        m_model.settings().setGalleryFolder(m_folder.path());
        m_window.show();
        m_workers.start();
        QObject::connect(&m_model.queue(), &JobQueue::previewChanged, [this] {
            const auto& job = m_model.queue().running();  // one that was cancelled may still send some
            m_hasPreview = m_hasPreview || (job && job->request.prompt == prompt().toPlainText().toStdString());
        });
    }
    bool isReady() {
        return QTest::qWaitFor([this] { return m_model.engine().state() == EngineStatus::State::ready; }, patience);
    }
    StudioModel& model() { return m_model; }
    QPlainTextEdit& prompt() { return *m_window.findChild<QPlainTextEdit*>(QStringLiteral("prompt")); }

    /// Milliseconds from the key until a preview that comes after it is painted; nothing if none comes.
    std::optional<double> timeOf(Qt::Key key, Qt::KeyboardModifiers modifiers) {
        prompt().setFocus();
        QElapsedTimer timer;
        timer.start();
        QTest::keyClick(&prompt(), key, modifiers);
        m_hasPreview = false;
        if (!QTest::qWaitFor([this] { return m_hasPreview; }, patience)) return {};
        m_window.findChild<PictureView*>()->repaint();
        return double(timer.nsecsElapsed()) / 1e6;
    }
    bool waitUntilIdle() {
        return QTest::qWaitFor([this] { return !m_model.queue().running(); }, patience);
    }

private:
    QTemporaryDir m_folder;
    StudioModel m_model;
    Workers m_workers;
    MainWindow m_window;
    bool m_hasPreview = false;
};

void print(const char* what, std::vector<double> times) {
    std::ranges::sort(times);
    std::printf("%s: best %.0f ms, median %.0f ms, worst %.0f ms of %zu\n", what, times.front(),
                times[times.size() / 2], times.back(), times.size());
}

int run(int times) {
    isolateSettings();
    Program program;
    if (!program.isReady()) return std::fprintf(stderr, "the engine does not come up\n"), 1;
    program.prompt().setPlainText(QStringLiteral("a red lighthouse by the sea at night"));
    std::vector<double> asked, live;
    for (int i = 0; i < times; ++i) {
        const auto time = program.timeOf(Qt::Key_Return, Qt::ControlModifier);
        if (!time || !program.waitUntilIdle()) return std::fprintf(stderr, "no preview comes\n"), 1;
        asked.push_back(*time);
    }
    print("Ctrl+Enter to the first preview", asked);
    program.model().live().setOn(true);
    for (int i = 0; i < times; ++i) {
        const auto time = program.timeOf(Qt::Key(Qt::Key_A + i % 26), Qt::NoModifier);
        if (!time) return std::fprintf(stderr, "no preview comes\n"), 1;
        live.push_back(*time);
    }
    print("live, a letter to the first preview of the new text", live);
    return 0;
}

}  // namespace
}  // namespace lemnos::studio

int main(int argc, char** argv) {
    QApplication app(argc, argv);
    return lemnos::studio::run(argc > 1 ? std::max(1, std::atoi(argv[1])) : 10);
}
