// SPDX-License-Identifier: Apache-2.0
#include "studio/start_picture.h"

#include <algorithm>
#include <cmath>

namespace lemnos::studio {
namespace {

// What every family of models takes.
constexpr int latentFactor = 8;
constexpr int leastSide = 64;
constexpr int mostSide = 2048;

bool canBePainted(QSize size) {
    const auto fits = [](int side) { return side >= leastSide && side <= mostSide && side % latentFactor == 0; };
    return fits(size.width()) && fits(size.height());
}

double area(QSize size) { return double(size.width()) * size.height(); }

}  // namespace

QSize sizeToStartFrom(QSize picture, QSize usual) {
    if (picture.isEmpty() || usual.isEmpty()) return usual;
    if (canBePainted(picture) && area(picture) <= area(usual)) return picture;
    constexpr int step = 32;
    const double scale = std::sqrt(area(usual) / area(picture));
    const auto side = [&](int pixels) {
        return std::clamp(int(std::lround(pixels * scale / step)) * step, leastSide, mostSide);
    };
    return {side(picture.width()), side(picture.height())};
}

StartPicture::StartPicture(RequestModel& request, QObject* parent) : QObject(parent), m_request(request) {
    connect(&request, &RequestModel::changed, this, &StartPicture::follow);
    m_shown = path();
}

void StartPicture::choose(const QString& path) {
    m_asked = path;
    Q_EMIT readWanted(path);
}

void StartPicture::remove() {
    m_asked.clear();
    m_request.change([](Request& r) {
        r.init_image.clear();
        r.mask.clear();  // which a restored request may have brought, for that picture
    });
}

void StartPicture::refresh() {
    if (isSet() && m_thumbnail.isNull()) Q_EMIT readWanted(path());
}

// The request may get another start picture without choose(): settings are restored, or those of the last time.
void StartPicture::follow() {
    if (path() == m_shown) return;
    m_shown = path();
    m_thumbnail = {};
    Q_EMIT changed();
    refresh();
}

void StartPicture::noteRead(const QString& path, QSize size, const QImage& thumbnail) {
    const bool isNew = path == m_asked;
    if (!isNew && path != m_shown) return;  // another was chosen meanwhile
    m_shown = path;
    m_thumbnail = thumbnail;
    if (isNew) {
        m_asked.clear();
        const Request shown = m_request.shown();
        const QSize fitting = sizeToStartFrom(size, {int(shown.width), int(shown.height)});
        m_request.change([&](Request& r) {
            if (r.init_image != path.toStdString()) r.mask.clear();
            r.init_image = path.toStdString();
            if (fitting == QSize(int(shown.width), int(shown.height))) return;  // may stay "the model's default"
            r.width = std::uint32_t(fitting.width());
            r.height = std::uint32_t(fitting.height());
        });
    }
    Q_EMIT changed();
}

void StartPicture::noteUnreadable(const QString& path, const QString& message) {
    if (path != m_asked) return;  // the request's own is complained about when it is used
    m_asked.clear();
    Q_EMIT refused(message);
}

}  // namespace lemnos::studio
