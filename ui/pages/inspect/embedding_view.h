// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/inspect/inspect_view.h"
#include "ui/session/inspect_session.h"
#include "ui/theme/theme.h"

#include <QComboBox>
#include <QLabel>
#include <QPushButton>

#include <memory>

namespace cpw::ui {

class PointMap;

/// The values of a field in the plane of their embeddings' first two principal components, coloured by what they mostly come with.
class EmbeddingView : public InspectView {
    Q_OBJECT
public:
    EmbeddingView(const Theme& theme, InspectSession& session, QWidget* parent = nullptr);
    ~EmbeddingView() override;

    [[nodiscard]] QComboBox& fieldBox() { return *m_field; }
    [[nodiscard]] QComboBox& groupBox() { return *m_group; }
    [[nodiscard]] PointMap& scatter() { return *m_scatter; }
    [[nodiscard]] std::vector<ShownTable> tables() const override;
    [[nodiscard]] QWidget& figure() override;

Q_SIGNALS:
    /// Rows with this value are wanted.
    void valueChosen(int field, const QString& value);

protected:
    void ask() override;

private:
    void fillBoxes();
    void askMap();
    void showMap();

    const Theme& m_theme;
    std::unique_ptr<InspectSlot> m_slot;
    std::optional<api::ModelAt> m_asked;
    std::optional<api::EmbeddingMap> m_map;
    int m_mapField = 0; ///< of m_map
    QComboBox* m_field = nullptr;
    QComboBox* m_group = nullptr;
    PointMap* m_scatter = nullptr;
    QLabel* m_note = nullptr;
    QLabel* m_pointText = nullptr;
    QPushButton* m_rows = nullptr;
};

} // namespace cpw::ui
