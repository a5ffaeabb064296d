// SPDX-License-Identifier: Apache-2.0
// A web server with one file and every bad habit that servers and networks have. Answers on the test's thread; keeps
// what it was asked.
#pragma once

#include <QHash>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTimer>
#include <QUrl>

namespace lemnos::studio {

enum class Habit {
    proper,
    cutInTheMiddle,  // closes after a third of what it began
    cutAtOnce,       // closes without an answer
    standsStill,     // a third, and then nothing, with the connection open
    neverAnswers,
    ignoresRange,    // always the whole file
    ignoresIfRange,  // the rest, whether or not the file is the same
    wrongRange,      // another part than it was asked for
    otherTotal,      // the rest of a longer file, so it says
    refusesRange,    // 416
    wrongBytes,      // as many, but others
    claimsLess,      // Content-Length
    claimsMore,
    saysNoLength,  // the whole file, its end is the end of the connection
    sendsLess,     // without a length, a third of the file
    endless,       // without a length, for ever
    notFound,
    overloaded,       // 503
    redirectsToHere,  // to itself, once
    redirectsToHttp,  // to a server that is not this machine
    redirectsRound,
    slow,  // the file in small pieces
};

class NaughtyServer : public QTcpServer {
public:
    explicit NaughtyServer(QByteArray served) : content(std::move(served)) {
        if (!listen(QHostAddress::LocalHost)) qFatal("no port");
        connect(this, &QTcpServer::newConnection, this, [this] {
            while (QTcpSocket* const socket = nextPendingConnection()) {
                connect(socket, &QTcpSocket::readyRead, this, [this, socket] { read(socket); });
                connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
            }
        });
    }

    QUrl url(const QString& path = QStringLiteral("/model")) const {
        return QUrl(QStringLiteral("http://127.0.0.1:%1%2").arg(serverPort()).arg(path));
    }

    QByteArray content;
    QByteArray tag = "\"one\"";
    QList<Habit> habits{Habit::proper};          // of one answer after the other; the last stays
    QList<QHash<QByteArray, QByteArray>> asked;  // the headers of each request, names in small letters
    qint64 sent = 0;                             // bytes of content

private:
    void read(QTcpSocket* socket) {
        QByteArray& text = m_heads[socket];
        text += socket->readAll();
        if (!text.contains("\r\n\r\n")) return;
        QHash<QByteArray, QByteArray> headers;
        for (const QByteArray& line : text.split('\n'))
            if (const qsizetype colon = line.indexOf(':'); colon > 0)
                headers.insert(line.left(colon).toLower(), line.mid(colon + 1).trimmed());
        const bool isRedirected = text.startsWith("GET /elsewhere");
        m_heads.remove(socket);
        asked.append(headers);
        const Habit habit = isRedirected && habits.front() == Habit::redirectsToHere ? Habit::proper : habits.front();
        if (habits.size() > 1) habits.removeFirst();
        answer(socket, habit, headers);
    }

    void answer(QTcpSocket* socket, Habit habit, const QHash<QByteArray, QByteArray>& headers) {
        switch (habit) {
            case Habit::neverAnswers: return;
            case Habit::cutAtOnce: return socket->abort();
            case Habit::notFound: return page(socket, "404 Not Found");
            case Habit::overloaded: return page(socket, "503 Service Unavailable");
            case Habit::redirectsToHere: return redirect(socket, url(QStringLiteral("/elsewhere")).toEncoded());
            case Habit::redirectsRound: return redirect(socket, url().toEncoded());
            case Habit::redirectsToHttp: return redirect(socket, "http://192.0.2.1/model");
            default: break;
        }
        const QByteArray range = headers.value("range");
        const bool isSame = habit == Habit::ignoresIfRange || headers.value("if-range", tag) == tag;
        if (!range.isEmpty() && habit == Habit::refusesRange) return page(socket, "416 Range Not Satisfiable");
        if (!range.isEmpty() && isSame && habit != Habit::ignoresRange)
            return rest(socket, habit, range.mid(6).chopped(1).toLongLong());
        whole(socket, habit);
    }

    void page(QTcpSocket* socket, const QByteArray& status) {
        socket->write("HTTP/1.1 " + status + "\r\nContent-Length: 5\r\nConnection: close\r\n\r\nsorry");
        socket->disconnectFromHost();
    }
    void redirect(QTcpSocket* socket, const QByteArray& to) {
        socket->write("HTTP/1.1 302 Found\r\nLocation: " + to + "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        socket->disconnectFromHost();
    }

    void rest(QTcpSocket* socket, Habit habit, qint64 from) {
        const qint64 total = habit == Habit::otherTotal ? content.size() + 1 : content.size();
        if (habit == Habit::wrongRange) from /= 2;
        socket->write("HTTP/1.1 206 Partial Content\r\nContent-Range: bytes " + QByteArray::number(from) + '-' +
                      QByteArray::number(total - 1) + '/' + QByteArray::number(total) + "\r\nContent-Length: " +
                      QByteArray::number(total - from) + "\r\nETag: " + tag + "\r\nConnection: close\r\n\r\n");
        body(socket, habit, content.mid(from));
    }

    void whole(QTcpSocket* socket, Habit habit) {
        qint64 length = content.size();
        if (habit == Habit::claimsLess) --length;
        if (habit == Habit::claimsMore) ++length;
        const bool hasLength = habit != Habit::saysNoLength && habit != Habit::sendsLess && habit != Habit::endless;
        socket->write("HTTP/1.1 200 OK\r\nETag: " + tag + "\r\nConnection: close\r\n" +
                      (hasLength ? "Content-Length: " + QByteArray::number(length) + "\r\n" : QByteArray()) + "\r\n");
        body(socket, habit, content);
    }

    void body(QTcpSocket* socket, Habit habit, QByteArray bytes) {
        if (habit == Habit::slow) return drip(socket, bytes);
        if (habit == Habit::endless) return flood(socket);
        if (habit == Habit::wrongBytes) bytes[bytes.size() / 2] = char(bytes[bytes.size() / 2] + 1);
        if (habit == Habit::cutInTheMiddle || habit == Habit::standsStill || habit == Habit::sendsLess)
            bytes.truncate(bytes.size() / 3);
        sent += bytes.size();
        socket->write(bytes);
        if (habit != Habit::standsStill) socket->disconnectFromHost();
    }
    void drip(QTcpSocket* socket, const QByteArray& bytes) {
        constexpr qsizetype drop = 2'000;
        if (bytes.isEmpty()) return socket->disconnectFromHost();
        sent += std::max<qint64>(0, socket->write(bytes.left(drop)));
        QTimer::singleShot(2, socket, [this, socket, rest = bytes.mid(drop)] { drip(socket, rest); });
    }
    void flood(QTcpSocket* socket) {
        sent += socket->write(content);
        QTimer::singleShot(1, socket, [this, socket] { flood(socket); });
    }

    QHash<QTcpSocket*, QByteArray> m_heads;
};

}  // namespace lemnos::studio
