// SPDX-License-Identifier: Apache-2.0
#include "panels/catalogue_row.h"

#include <cmath>

#include <QDesktopServices>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QProgressBar>
#include <QPushButton>
#include <QUrl>
#include <QVBoxLayout>

#include "item_models/model_choices.h"
#include "studio/downloads.h"

using namespace Qt::StringLiterals;

namespace lemnos::studio {
namespace {

QLabel* line(const QString& text, const QString& role = {}) {
    auto* const label = new QLabel(text);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    if (!role.isEmpty()) label->setProperty("role", role);
    return label;
}

QString kindText(const CatalogueEntry& entry) {
    switch (entry.kind) {
        case CatalogueKind::checkpoint: return CatalogueRow::tr("Checkpoint");
        case CatalogueKind::lora: return CatalogueRow::tr("LoRA");
        case CatalogueKind::vae: return CatalogueRow::tr("VAE");
        case CatalogueKind::embedding: return CatalogueRow::tr("Embedding");
        case CatalogueKind::tokenizer: return CatalogueRow::tr("Vocabulary");
    }
    return {};
}

QString sizeText(qint64 bytes) { return QLocale().formattedDataSize(bytes, 1, QLocale::DataSizeSIFormat); }

QPushButton* linkButton(const QString& text, const QString& name, const QString& url) {
    auto* const button = new QPushButton(text);
    button->setProperty("role", u"link"_s);
    button->setAccessibleName(name);
    button->setToolTip(url);
    button->setAutoDefault(false);
    QObject::connect(button, &QPushButton::clicked, button, [url] { QDesktopServices::openUrl(QUrl(url)); });
    return button;
}

QString durationText(double seconds) {
    const qint64 minutes = qint64(std::ceil(seconds / 60));
    if (seconds < 60) return CatalogueRow::tr("%1 s left").arg(std::ceil(seconds));
    if (minutes < 60) return CatalogueRow::tr("%1 min left").arg(minutes);
    return CatalogueRow::tr("%1 h %2 min left").arg(minutes / 60).arg(minutes % 60);
}

QString progressText(const DownloadProgress& progress) {
    QStringList parts{CatalogueRow::tr("%1 of %2").arg(sizeText(progress.received), sizeText(progress.total))};
    if (!progress.waiting.isEmpty()) parts.append(CatalogueRow::tr("trying again: %1").arg(progress.waiting));
    if (progress.bytesPerSecond > 0)
        parts.append(CatalogueRow::tr("%1/s").arg(sizeText(qint64(progress.bytesPerSecond))));
    if (const auto seconds = progress.remainingSeconds()) parts.append(durationText(*seconds));
    return parts.join(u" · "_s);
}

}  // namespace

CatalogueRow::CatalogueRow(CatalogueEntry entry, Downloads& downloads, QWidget* parent)
    : QFrame(parent),
      m_entry(std::move(entry)),
      m_downloads(downloads),
      m_needs(line({}, u"muted"_s)),
      m_status(line({}, u"muted"_s)),
      m_bar(new QProgressBar),
      m_button(new QPushButton) {
    setObjectName(u"catalogue-"_s + m_entry.id);
    auto* const layout = new QHBoxLayout(this);
    layout->setContentsMargins(16, 12, 16, 12);
    layout->setSpacing(16);
    layout->addWidget(makeText(), 1);
    layout->addWidget(makeActions(), 0, Qt::AlignTop);
    connect(m_button, &QPushButton::clicked, this, &CatalogueRow::act);
    connect(&downloads, &Downloads::changed, this, &CatalogueRow::showState);
    connect(&downloads, &Downloads::progressChanged, this, [this](const QString& id) {
        if (id == m_entry.id) showProgress();
    });
    showState();
}

QWidget* CatalogueRow::makeText() {
    QStringList facts{kindText(m_entry), sizeText(m_entry.bytes)};
    if (const QString family = familyLabel(m_entry.family); !family.isEmpty() && !m_entry.comesWithLemnos())
        facts.insert(1, family);
    auto* const links = new QHBoxLayout;
    links->setSpacing(8);
    QLabel* const factLine = line(facts.join(u" · "_s), u"muted"_s);
    factLine->setWordWrap(false);
    links->addWidget(factLine);
    links->addWidget(
        linkButton(m_entry.licence, tr("Licence of %1: %2").arg(m_entry.name, m_entry.licence), m_entry.licenceUrl));
    if (!m_entry.page.isEmpty())
        links->addWidget(linkButton(tr("About it"), tr("About %1, in the browser").arg(m_entry.name), m_entry.page));
    links->addStretch(1);

    auto* const text = new QWidget;
    auto* const layout = new QVBoxLayout(text);
    layout->setContentsMargins({});
    layout->setSpacing(4);
    layout->addWidget(line(m_entry.name, u"heading"_s));
    layout->addWidget(line(m_entry.description));
    layout->addLayout(links);
    layout->addWidget(m_needs);
    layout->addWidget(m_bar);
    layout->addWidget(m_status);
    m_bar->setTextVisible(false);
    m_bar->setRange(0, 1000);
    m_bar->setAccessibleName(tr("Download of %1").arg(m_entry.name));
    return text;
}

QWidget* CatalogueRow::makeActions() {
    m_button->setObjectName(u"download-"_s + m_entry.id);
    m_button->setAutoDefault(false);
    m_button->setMinimumWidth(110);
    return m_button;
}

void CatalogueRow::act() {
    if (m_downloads.state(m_entry.id) == Downloads::State::running)
        m_downloads.cancel(m_entry.id);
    else
        m_downloads.download(m_entry.id);
}

void CatalogueRow::showState() {
    const Downloads::State state = m_downloads.state(m_entry.id);
    const bool isThere = state == Downloads::State::there;
    const bool isRunning = state == Downloads::State::running;
    m_button->setText(isThere ? tr("Here already") : isRunning ? tr("Cancel") : tr("Download"));
    m_button->setEnabled(!isThere);
    m_button->setAccessibleName(isThere     ? tr("%1 is here already").arg(m_entry.name)
                                : isRunning ? tr("Cancel the download of %1").arg(m_entry.name)
                                            : tr("Download %1, %2").arg(m_entry.name, sizeText(m_entry.bytes)));
    m_bar->setVisible(isRunning);
    const QString& problem = m_downloads.problem(m_entry.id);
    m_status->setText(state == Downloads::State::failed ? tr("Not downloaded. %1").arg(problem) : QString());
    m_status->setVisible(isRunning || !m_status->text().isEmpty());
    QStringList needs;
    if (!isThere)
        for (const CatalogueEntry& need : m_downloads.missingNeeds(m_entry))
            needs.append(u"%1 (%2)"_s.arg(need.name, sizeText(need.bytes)));
    m_needs->setText(tr("Fetches what it needs, too: %1").arg(needs.join(u", "_s)));
    m_needs->setVisible(!needs.isEmpty());
    if (isRunning) showProgress();
}

void CatalogueRow::showProgress() {
    const DownloadProgress& progress = m_downloads.progress(m_entry.id);
    m_bar->setValue(progress.total > 0 ? int(1000 * double(progress.received) / double(progress.total)) : 0);
    m_status->setText(progressText(progress));
}

}  // namespace lemnos::studio
