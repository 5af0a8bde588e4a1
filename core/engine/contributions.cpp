// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/contributions.h"

#include <torch/csrc/autograd/autograd.h>

#include <algorithm>
#include <cmath>
#include <numbers>

namespace cpw::engine {
namespace {

constexpr int kNodes = 16;      // of one panel of the path
constexpr int kFirstPanels = 2; // 32 points
constexpr int kMostPanels = 16; // where the network bends often
constexpr double kGoodGap = 0.005;
constexpr std::size_t kMostPathRows = 16; // of one pass over the path
constexpr std::size_t kPathTokens = 256;  // of one pass, so that short questions need not wait long

/// What the model reads of one row in the place of ids: [.., F, width] for each embedding table, then [.., T, hidden] where there is
/// text.
using Embedded = std::vector<at::Tensor>;

/// Lets the model's tables give what is set, until it ends.
class GivenEmbeddings {
public:
    explicit GivenEmbeddings(clickprompt::ClickPromptModelImpl& network) : m_tables(network.embeddingTables()) {}
    ~GivenEmbeddings() { set({}); }
    GivenEmbeddings(const GivenEmbeddings&) = delete;
    GivenEmbeddings& operator=(const GivenEmbeddings&) = delete;
    void set(const Embedded& embedded) {
        for (std::size_t i = 0; i < m_tables.size(); ++i)
            m_tables[i]->setGiven(i < embedded.size() ? embedded[i] : at::Tensor());
    }

private:
    std::vector<nn::EmbeddingTable> m_tables;
};

/// The joint logit of one row as a function of its embeddings.
class EmbeddedLogit {
public:
    EmbeddedLogit(InspectedModel& model, const RowInputs& inputs, const clickprompt::Intervention& intervention)
        : m_model(model), m_inputs(inputs), m_intervention(intervention) {
        const at::NoGradGuard noGrad;
        for (auto table : model.network().embeddingTables()) {
            m_row.push_back(table->lookup(inputs.batch.fields)); // [1, F, width]
            m_base.push_back(meanOf(table->table));
        }
        if (model.usesText())
            addWords();
    }

    [[nodiscard]] const Embedded& row() const { return m_row; }
    [[nodiscard]] const Embedded& base() const { return m_base; }
    /// Points of a path for one pass.
    [[nodiscard]] std::size_t pathRows() const {
        return std::clamp<std::size_t>(kPathTokens / std::max<std::size_t>(1, m_inputs.tokens.size()), 1, kMostPathRows);
    }
    /// Between two passes, when the tables give their own embeddings.
    void giveWay() const { m_model.mutex.giveWay(); }
    /// [B] of [B, ..] embeddings.
    [[nodiscard]] at::Tensor operator()(const Embedded& embedded) const {
        const auto rows = embedded.front().size(0);
        GivenEmbeddings given(m_model.network());
        given.set(embedded);
        auto batch = m_inputs.batch;
        batch.fields.ids = batch.fields.ids.expand({rows, -1});
        if (m_model.usesText()) {
            batch.tokens.ids = batch.tokens.ids.expand({rows, -1});
            batch.tokens.words = embedded.back();
        }
        return m_model.network().observe(batch, {.usesText = m_model.usesText(), .intervention = m_intervention}).logits.joint;
    }
    [[nodiscard]] double at(const Embedded& embedded) const {
        const at::NoGradGuard noGrad;
        return (*this)(embedded).item<double>();
    }

private:
    /// [1, F, width]: the mean embedding of each field over the training part.
    [[nodiscard]] at::Tensor meanOf(const at::Tensor& table) const {
        const auto& data = m_model.data();
        const auto shares = at::tensor(data.meanShares(), at::kDouble);
        std::vector<at::Tensor> means;
        for (const auto& field : data.dataset().fields)
            means.push_back(shares.narrow(0, field.offset, field.size).matmul(table.narrow(0, field.offset, field.size).to(at::kDouble)));
        return at::stack(means).to(table.scalar_type()).unsqueeze(0);
    }
    void addWords() {
        const auto table = m_model.network().encoder()->wordEmbeddings().detach();
        const auto words = at::embedding(table, m_inputs.batch.tokens.ids); // [1, T, hidden]
        auto base = words.clone();
        const auto mask = table.select(0, m_model.data().setup().tokens->tokenizer().specials().mask);
        for (std::size_t t = 0; t < m_inputs.tokenFields.size(); ++t)
            if (m_inputs.tokenFields[t] >= 0)
                base.select(1, static_cast<std::int64_t>(t)).copy_(mask);
        m_row.push_back(words);
        m_base.push_back(base);
    }

    InspectedModel& m_model;
    const RowInputs& m_inputs;
    const clickprompt::Intervention& m_intervention;
    Embedded m_row, m_base;
};

/// Mean gradient over points base + s (row - base), weighed; one tensor [1, ..] for each of the embeddings, double.
Result<Embedded> meanGradient(const EmbeddedLogit& logit, const std::vector<double>& places, const std::vector<double>& weights, const std::stop_token& stop) {
    Embedded sums(logit.row().size());
    for (std::size_t begin = 0; begin < places.size(); begin += logit.pathRows()) {
        if (stop.stop_requested())
            return fail(ErrorCode::Stopped, "measuring contributions was stopped");
        logit.giveWay();
        const auto count = std::min(logit.pathRows(), places.size() - begin);
        const auto from = [&](const std::vector<double>& all) {
            return at::tensor(std::vector<double>(all.begin() + static_cast<std::ptrdiff_t>(begin), all.begin() + static_cast<std::ptrdiff_t>(begin + count)), at::kDouble).view({-1, 1, 1});
        };
        Embedded points;
        for (std::size_t i = 0; i < sums.size(); ++i) {
            const auto& row = logit.row()[i];
            points.push_back(at::lerp(logit.base()[i], row, from(places).to(row.scalar_type())).detach().set_requires_grad(true));
        }
        const at::AutoGradMode gradients(true);
        const auto grads = torch::autograd::grad({logit(points).sum()}, points, {}, std::nullopt, false, /*allow_unused=*/true);
        const at::NoGradGuard noGrad;
        for (std::size_t i = 0; i < sums.size(); ++i) {
            const auto part = grads[i].defined() ? (grads[i].to(at::kDouble) * from(weights)).sum(0, true) : at::zeros_like(logit.row()[i], at::kDouble);
            sums[i] = sums[i].defined() ? sums[i] + part : part;
        }
    }
    return sums;
}

/// Gradient times distance, summed over the width: fields and tokens.
void addProducts(const InspectedModel& model, const RowInputs& inputs, const EmbeddedLogit& logit, const Embedded& gradients, api::Contributions& found) {
    found.fields.assign(inputs.ids.size(), {});
    found.tokens.assign(inputs.tokens.size(), 0);
    for (std::size_t i = 0; i < gradients.size(); ++i) {
        const auto products = (gradients[i] * (logit.row()[i] - logit.base()[i])).sum(2).squeeze(0).contiguous(); // [F] or [T]
        const auto* values = products.const_data_ptr<double>();
        const bool isText = model.usesText() && i + 1 == gradients.size();
        for (std::size_t k = 0; k < static_cast<std::size_t>(products.numel()); ++k) {
            if (!isText) {
                found.fields[k].ids += values[k];
            } else if (inputs.tokenFields[k] >= 0) {
                found.tokens[k] = values[k];
                found.fields[static_cast<std::size_t>(inputs.tokenFields[k])].text += values[k];
            }
        }
    }
}

double sumOf(const api::Contributions& found) {
    double sum = 0;
    for (const auto& field : found.fields)
        sum += field.ids + field.text;
    return sum;
}

Result<void> integrate(const InspectedModel& model, const RowInputs& inputs, const EmbeddedLogit& logit, std::stop_token stop, api::Contributions& found) {
    const auto rule = gaussLegendre(kNodes);
    for (int panels = kFirstPanels;; panels *= 2) {
        std::vector<double> places, weights;
        for (int panel = 0; panel < panels; ++panel)
            for (int node = 0; node < kNodes; ++node) {
                places.push_back((panel + rule.nodes[static_cast<std::size_t>(node)]) / panels);
                weights.push_back(rule.weights[static_cast<std::size_t>(node)] / panels);
            }
        CPW_TRY(gradient, meanGradient(logit, places, weights, stop));
        addProducts(model, inputs, logit, gradient, found);
        const auto change = found.logit - found.base;
        if (panels >= kMostPanels || std::abs(change - sumOf(found)) <= kGoodGap * std::max(0.1, std::abs(change)))
            return {};
    }
}

/// One field at a time on its base, on one side.
Result<void> leaveOut(const InspectedModel& model, const RowInputs& inputs, const EmbeddedLogit& logit, std::stop_token stop, api::Contributions& found) {
    const at::NoGradGuard noGrad;
    found.fields.assign(inputs.ids.size(), {});
    const auto tables = logit.row().size() - (model.usesText() ? 1 : 0);
    for (std::size_t f = 0; f < inputs.ids.size(); ++f) {
        if (stop.stop_requested())
            return fail(ErrorCode::Stopped, "measuring contributions was stopped");
        logit.giveWay();
        auto without = logit.row();
        for (std::size_t i = 0; i < tables; ++i) {
            without[i] = without[i].clone();
            without[i].select(1, static_cast<std::int64_t>(f)).copy_(logit.base()[i].select(1, static_cast<std::int64_t>(f)));
        }
        found.fields[f].ids = found.logit - logit.at(without);
        if (!model.usesText())
            continue;
        without = logit.row();
        without.back() = without.back().clone();
        for (std::size_t t = 0; t < inputs.tokenFields.size(); ++t)
            if (inputs.tokenFields[t] == static_cast<std::int16_t>(f))
                without.back().select(1, static_cast<std::int64_t>(t)).copy_(logit.base().back().select(1, static_cast<std::int64_t>(t)));
        found.fields[f].text = found.logit - logit.at(without);
    }
    return {};
}

} // namespace

QuadratureRule gaussLegendre(int count) {
    QuadratureRule rule{std::vector<double>(static_cast<std::size_t>(count)), std::vector<double>(static_cast<std::size_t>(count))};
    for (int i = 0; i < count; ++i) {
        double x = std::cos(std::numbers::pi * (i + 0.75) / (count + 0.5)); // near the root; Newton does the rest
        double slope = 1;
        for (int step = 0; step < 100; ++step) {
            double before = 1, value = x; // Legendre polynomials by their recurrence
            for (int n = 2; n <= count; ++n)
                before = std::exchange(value, ((2 * n - 1) * x * value - (n - 1) * before) / n);
            slope = count * (x * value - before) / (x * x - 1);
            const double move = value / slope;
            x -= move;
            if (std::abs(move) < 1e-15)
                break;
        }
        rule.nodes[static_cast<std::size_t>(i)] = (1 - x) / 2; // rising on [0, 1]
        rule.weights[static_cast<std::size_t>(i)] = 1 / ((1 - x * x) * slope * slope);
    }
    return rule;
}

Result<api::Contributions> contributionsOf(InspectedModel& model, const RowInputs& inputs, const clickprompt::Intervention& intervention,
                                           api::ContributionMethod method, std::stop_token stop) {
    const EmbeddedLogit logit(model, inputs, intervention);
    api::Contributions found;
    found.method = method;
    found.base = logit.at(logit.base());
    found.logit = logit.at(logit.row());
    switch (method) {
    case api::ContributionMethod::IntegratedGradients: CPW_TRY_VOID(integrate(model, inputs, logit, stop, found)); break;
    case api::ContributionMethod::GradientTimesInput: {
        CPW_TRY(gradient, meanGradient(logit, {1}, {1}, stop));
        addProducts(model, inputs, logit, gradient, found);
        break;
    }
    case api::ContributionMethod::LeaveOneOut: CPW_TRY_VOID(leaveOut(model, inputs, logit, stop, found)); break;
    }
    found.gap = found.logit - found.base - sumOf(found);
    return found;
}

} // namespace cpw::engine
