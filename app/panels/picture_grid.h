// SPDX-License-Identifier: Apache-2.0
// A grid of equal tiles over an item model, for any number of rows: where a tile lies is arithmetic and nothing is laid
// out ahead, which QListView does for every row. Ctrl and the wheel change the size of the tiles. GUI thread; its only
// state is the view itself.
#pragma once

#include <QAbstractItemView>

namespace lemnos::studio {

class PictureGrid : public QAbstractItemView {
    Q_OBJECT
public:
    static constexpr int smallestTile = 96;  // logical pixels
    static constexpr int largestTile = 320;

    explicit PictureGrid(QWidget* parent = nullptr);

    int tileSide() const { return m_tileSide; }
    void setTileSide(int side);
    /// Stands in the middle while there is no row.
    void setEmptyText(const QString& text);
    /// Rows in sight, the last one included; last < first if there are none.
    std::pair<int, int> rowsInSight() const;

    QRect visualRect(const QModelIndex& index) const override;
    void scrollTo(const QModelIndex& index, ScrollHint hint = EnsureVisible) override;
    QModelIndex indexAt(const QPoint& point) const override;
    void reset() override;

Q_SIGNALS:
    void sightChanged();
    void tileSideChanged(int side);
    void dragWanted();  // of what is selected

protected:
    void startDrag(Qt::DropActions) override { Q_EMIT dragWanted(); }
    QModelIndex moveCursor(CursorAction action, Qt::KeyboardModifiers modifiers) override;
    int horizontalOffset() const override { return 0; }
    int verticalOffset() const override;
    bool isIndexHidden(const QModelIndex&) const override { return false; }
    void setSelection(const QRect& rect, QItemSelectionModel::SelectionFlags flags) override;
    QRegion visualRegionForSelection(const QItemSelection& selection) const override;
    void updateGeometries() override;
    void rowsInserted(const QModelIndex& parent, int start, int end) override;
    void rowsAboutToBeRemoved(const QModelIndex& parent, int start, int end) override;
    void scrollContentsBy(int dx, int dy) override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;

private:
    int count() const { return model() ? model()->rowCount(rootIndex()) : 0; }
    int columns() const;
    QRect tileRect(int row) const;  // of the viewport
    int rowNear(QPoint point) const;
    void layOutSoon();

    int m_tileSide = 168;
    QString m_emptyText;
};

}  // namespace lemnos::studio
