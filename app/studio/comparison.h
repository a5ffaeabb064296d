// SPDX-License-Identifier: Apache-2.0
// Two pictures of the gallery looked at together: side by side, with a slider between them, or one after the other in
// the same place. GUI thread; owned by StudioModel; the files are read by app/worker when they are wanted.
#pragma once

#include <array>

#include <QImage>
#include <QObject>
#include <QString>

namespace lemnos::studio {

class Comparison : public QObject {
    Q_OBJECT
public:
    enum class Mode { sideBySide, slider, toggle };

    using QObject::QObject;

    /// Reads both; what was compared before is forgotten.
    void begin(const QString& first, const QString& second);
    const QString& path(int which) const { return m_paths[std::size_t(which)]; }   // 0 or 1
    const QImage& image(int which) const { return m_images[std::size_t(which)]; }  // null while it is read

    Mode mode() const { return m_mode; }
    void setMode(Mode mode);
    /// Where the slider stands, 0..1 of the picture's width: the first picture is left of it.
    double split() const { return m_split; }
    void setSplit(double split);
    /// The one on view in Mode::toggle.
    int shown() const { return m_shown; }
    void toggle();

    void noteRead(const QString& path, const QImage& image);

Q_SIGNALS:
    void readWanted(const QString& path);
    void begun();
    void changed();

private:
    std::array<QString, 2> m_paths;
    std::array<QImage, 2> m_images;
    Mode m_mode = Mode::sideBySide;
    double m_split = 0.5;
    int m_shown = 0;
};

}  // namespace lemnos::studio
