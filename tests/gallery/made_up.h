// SPDX-License-Identifier: Apache-2.0
// Rows of pictures that nobody made, for tests and the benchmark of the index.
#pragma once

#include <random>

#include "gallery/picture.h"

namespace lemnos::studio {

inline IndexedPicture madeUp(const QString& path, const QString& prompt = QStringLiteral("a castle")) {
    IndexedPicture picture;
    picture.folder = path.section(QLatin1Char('/'), 0, -2);
    picture.name = path.section(QLatin1Char('/'), -1);
    picture.created = 1'700'000'000'000;
    picture.stamp = {.bytes = 1000, .modified = 5};
    picture.size = {512, 512};
    picture.model = QStringLiteral("starter");
    picture.seed = 7;
    picture.prompt = prompt;
    picture.settings = QStringLiteral("20 steps, guidance 7, euler, seed 7");
    return picture;
}

/// Pictures with prompts in which, as in a language, few words are common and many are rare.
class MadeUpGallery {
public:
    explicit MadeUpGallery(unsigned seed = 1) : m_random(seed) {
        for (int i = 0; i < 3000; ++i) {
            QString word;
            for (int length = 3 + int(m_random() % 7); length > 0; --length) word += QChar('a' + int(m_random() % 26));
            m_words.append(word);
        }
    }

    const QStringList& words() const { return m_words; }
    QString text(int words) {
        QStringList text;
        for (int i = 0; i < words; ++i) {
            const double share = double(m_random()) / double(std::mt19937::max());
            text.append(m_words[int(std::pow(double(m_words.size()), share)) - 1]);
        }
        return text.join(QLatin1Char(' '));
    }
    /// The n-th picture: 300 a day.
    IndexedPicture picture(int n) {
        constexpr qint64 day = 86'400'000;
        IndexedPicture picture = madeUp(QStringLiteral("day-%1/%2.png").arg(n / 300, 4, 10, QLatin1Char('0')).arg(n),
                                        text(20 + int(m_random() % 20)));
        picture.created += n / 300 * day + n % 300 * 60'000;
        picture.stamp.modified = n;
        picture.negativePrompt = text(8);
        picture.size = {512 + 64 * int(m_random() % 9), 512 + 64 * int(m_random() % 9)};
        picture.model = m_words[int(m_random() % 12)];
        picture.seed = m_random();
        picture.settings = QStringLiteral("%1 steps, guidance %2, dpmpp_2m, karras, seed %3")
                               .arg(10 + m_random() % 40)
                               .arg(1 + m_random() % 12)
                               .arg(picture.seed);
        picture.marks.rating = int(m_random() % 6);
        picture.marks.isStarred = m_random() % 20 == 0;
        return picture;
    }

private:
    std::mt19937 m_random;
    QStringList m_words;
};

}  // namespace lemnos::studio
