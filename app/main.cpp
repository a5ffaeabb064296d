// SPDX-License-Identifier: Apache-2.0
// The studio: `lemnos [FILE] [--prompt TEXT]`. Puts the window on the screen first and brings up the engine behind it.
// A studio that already runs is asked to do so instead. Owns the model, the threads and the window, in this order: each
// is outlived by the one before.
#include <fstream>
#include <memory>

#include <unistd.h>
#include <QApplication>
#include <QCommandLineParser>
#include <QFileInfo>
#include <QIcon>
#include <QMessageBox>
#include <QStandardPaths>
#include <QTextStream>

#include "studio/kept_file.h"
#include "studio/languages.h"
#include "studio/studio_model.h"
#include "windows/main_window.h"
#include "worker/engine_renderer.h"
#include "worker/single_studio.h"
#include "worker/workers.h"

using namespace Qt::StringLiterals;

namespace {

/// Milliseconds since the kernel started this process, to 10 ms.
qint64 millisecondsSinceStart() {
    std::ifstream file("/proc/self/stat");
    std::string stat;
    std::getline(file, stat);
    // Field 22 counts from the name in brackets, which may hold spaces itself.
    const QStringList fields = QString::fromStdString(stat.substr(stat.rfind(')') + 2)).split(u' ');
    timespec now{};
    clock_gettime(CLOCK_BOOTTIME, &now);
    const qint64 started = fields.value(19).toLongLong() * 1000 / sysconf(_SC_CLK_TCK);
    return now.tv_sec * 1000 + now.tv_nsec / 1'000'000 - started;
}

lemnos::SessionOptions sessionOptions() {
    lemnos::SessionOptions options;
    options.pipeline_cache_dir = QStandardPaths::writableLocation(QStandardPaths::CacheLocation).toStdString();
    options.hash_cache = options.pipeline_cache_dir / "hashes.json";
    return options;
}

// Qt reads it once, before the application is made; what the environment says already wins.
void applyInterfaceScale(int percent) {
    if (percent != 100 && !qEnvironmentVariableIsSet("QT_SCALE_FACTOR"))
        qputenv("QT_SCALE_FACTOR", QByteArray::number(percent / 100.0));
}

void accept(lemnos::studio::MainWindow& window, const lemnos::studio::Invitation& invitation) {
    if (!invitation.file.isEmpty()) window.openFile(invitation.file);
    if (!invitation.prompt.isEmpty()) window.generatePrompt(invitation.prompt);
}

void comeForward(QWidget& window) {
    window.setWindowState(window.windowState() & ~Qt::WindowMinimized);
    window.raise();
    window.activateWindow();
}

void tellShutOut(qint64 process) {
    QMessageBox box(QMessageBox::Warning, QApplication::applicationDisplayName(),
                    QApplication::translate("main", "Lemnos is already running, but does not answer."));
    box.setInformativeText(QApplication::translate("main",
                                                   "Two studios would overwrite each other's queue and styles. Wait a "
                                                   "moment, or end the process %1.")
                               .arg(process));
    QTextStream(stderr) << box.text() << ' ' << box.informativeText() << '\n';
    box.exec();
}

}  // namespace

int main(int argc, char** argv) {
    using namespace lemnos::studio;
    const Settings settings;
    applyInterfaceScale(settings.interfaceScale());
    QApplication::setStyle(u"Fusion"_s);
    QApplication app(argc, argv);
    QApplication::setApplicationName(u"lemnos"_s);
    QApplication::setApplicationDisplayName(u"Lemnos"_s);
    QApplication::setApplicationVersion(QLatin1StringView(LEMNOS_VERSION));
    QApplication::setDesktopFileName(u"lemnos"_s);
    QApplication::setWindowIcon(QIcon(u":/lemnos.png"_s));
    speak(app, settings.language());

    QCommandLineParser parser;
    parser.setApplicationDescription(QApplication::translate("main", "A desktop studio for AI art."));
    parser.addHelpOption();
    parser.addVersionOption();
    const QCommandLineOption prompt(
        u"prompt"_s, QApplication::translate("main", "Opens with this prompt being painted."), u"TEXT"_s);
    const QCommandLineOption startupTime(
        u"startup-time"_s,
        QApplication::translate("main", "Prints the milliseconds until the window is painted, and quits."));
    parser.addOptions({prompt, startupTime});
    parser.addPositionalArgument(
        u"file"_s, QApplication::translate("main", "A picture, an .ora document or a model to open."), u"[file]"_s);
    parser.process(app);
    if (parser.positionalArguments().size() > 1) {
        QTextStream(stderr) << QApplication::translate("main", "One file at a time, please.") << '\n';
        return 2;
    }
    const QString file = parser.positionalArguments().value(0);
    const Invitation invitation{.file = file.isEmpty() ? file : QFileInfo(file).absoluteFilePath(),
                                .prompt = parser.value(prompt)};

    SingleStudio single(dataFile(u"studio.lock"_s));
    switch (single.begin(invitation)) {
        case SingleStudio::Role::first: break;
        case SingleStudio::Role::handedOver: return 0;
        case SingleStudio::Role::shutOut: tellShutOut(single.otherProcess()); return 1;
    }
    StudioModel model;
    if (auto catalogue = Catalogue::shipped())
        model.downloads().setCatalogue(*std::move(catalogue));
    else
        model.notices().post({.severity = Severity::warning, .text = QString::fromStdString(catalogue.error().text())});
    if (const auto styles = Styles::shipped())
        model.styles().setShipped(*styles);
    else
        model.notices().post({.severity = Severity::warning, .text = QString::fromStdString(styles.error().text())});
    const lemnos::SessionOptions options = sessionOptions();
    Workers workers(model, std::make_unique<EngineRenderer>(options), options.hash_cache);
    MainWindow window(model);
    QObject::connect(&window, &MainWindow::firstPainted, &workers, [&] {
        if (parser.isSet(startupTime)) {
            QTextStream(stdout) << millisecondsSinceStart() << '\n';
            return QApplication::quit();
        }
        workers.start();
        accept(window, invitation);
    });
    QObject::connect(&single, &SingleStudio::invited, &window, [&window](const Invitation& later) {
        comeForward(window);
        accept(window, later);
    });
    window.show();
    const int code = QApplication::exec();
    single.end();
    return code;
}
