// SPDX-License-Identifier: Apache-2.0
// A whole studio for a test: the real window, models and threads over a FakeRenderer, with settings and a gallery of
// its own that vanish with it. Events go in as a user's keys and mouse; GUI thread.
#pragma once

#include <memory>

#include <QTemporaryDir>
#include <QtTest>

#include "app/fake_renderer.h"
#include "studio/studio_model.h"
#include "support/patient.h"
#include "windows/main_window.h"
#include "worker/workers.h"

namespace lemnos::studio {

/// Gives a test program a home of its own, so that neither the user's settings nor their trash is touched; call it
/// once, in initTestCase.
void isolateSettings();

class Studio {
public:
    enum class Start { now, later };
    enum class Memory { none, ofTheLast };  // what an earlier studio of this program kept

    explicit Studio(std::shared_ptr<FakeScript> withScript = std::make_shared<FakeScript>(), Start start = Start::now,
                    Memory memory = Memory::none);

    template <typename Widget = QWidget>
    Widget* find(const char* objectName) {
        return window->findChild<Widget*>(QString::fromLatin1(objectName));
    }
    void typePrompt(const char* text);
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier);
    bool waitForPictures(int count);  // in the gallery, and on the disk
    bool waitForReady();
    QStringList files() const;  // of the gallery folder, sorted

    std::shared_ptr<FakeScript> script;
    QTemporaryDir folder;
    std::unique_ptr<StudioModel> model;
    std::unique_ptr<Workers> workers;
    std::unique_ptr<MainWindow> window;
};

}  // namespace lemnos::studio
