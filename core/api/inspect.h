// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/data_desk.h"
#include "core/api/run_id.h"
#include "core/base/result.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <utility>
#include <vector>

/// Looking inside a model at one row. L layers, H heads, K soft prompts, T tokens; layers, heads and prompts count from 0; matrices
/// are flat, last index fastest.
namespace cpw::api {

/// A checkpoint of a run that can be looked into.
struct CheckpointMark {
    std::int64_t step = 0;
    int stage = 0;
    bool isBest = false;
    bool isLast = false;
    bool usesText = false; ///< the language model takes part in the stage: there are tokens, prompts and attention
    bool hasLearntClicks = true; ///< false in a PA-MLM stage: its click logit is not trained, and its "best" is not of clicks
};

/// Whose weights are looked at.
struct ModelAt {
    RunId run;
    /// The checkpoint at this step or the nearest before it. Without a step: the weights in training, between two steps, where this
    /// process trains the run; else its best checkpoint, or its last.
    std::optional<std::int64_t> step = std::nullopt;
    bool operator==(const ModelAt&) const = default;
};

/// Which side of a field an edit changes: the id that the CTR side reads, the words that the language model reads, or both.
enum class EditSide { Both, Ids, Text };

struct FieldEdit {
    int field = 0; ///< index in the data set
    std::string value;
    EditSide side = EditSide::Both;
    bool operator==(const FieldEdit&) const = default;
};

/// Something else in the place of soft prompts, as the language model reads them; a CTR logit that is made from prompts keeps the
/// row's own. Prompts of the form `input` are made at layer 0: other layers can leave them out only.
struct PromptChange {
    enum class Kind {
        LeaveOut, ///< no text attends to it
        Average,  ///< the mean over 512 rows of the training part, evenly spread
        FromRow,  ///< of another row
    };
    Kind kind = Kind::LeaveOut;
    std::optional<int> layer = std::nullopt;  ///< none: in all
    std::optional<int> prompt = std::nullopt; ///< none: all
    std::uint64_t row = 0;                    ///< FromRow: of the table
    bool operator==(const PromptChange&) const = default;
};

/// A head whose output is set to zero.
struct HeadMask {
    int layer = 0;
    int head = 0;
    bool operator==(const HeadMask&) const = default;
};

/// A row of the data set under some weights, with whatever is to be different.
struct RowQuestion {
    ModelAt model;
    std::uint64_t row = 0; ///< of the table
    std::vector<FieldEdit> edits = {};
    std::vector<PromptChange> prompts = {};
    std::vector<HeadMask> maskedHeads = {};
    bool operator==(const RowQuestion&) const = default;
};

/// The weights that an answer is of.
struct ModelStamp {
    std::int64_t step = 0;
    int stage = 0;
    bool isLive = false;    ///< of the run in training, not of a checkpoint
    double seconds = 0;     ///< that the answer took, opening the model apart
    bool hasLearntClicks = true; ///< false in a PA-MLM stage: logits and probabilities are those of heads that nothing has trained
};

struct LookedValue {
    std::string id;              ///< text that the CTR side reads
    std::string words;           ///< text that the language model reads
    bool isKnown = true;         ///< the CTR side has an id of its own for it
    std::uint64_t trainingRows = 0; ///< rows of the training part with this value
};

struct HeadFacts {
    float promptShare = 0; ///< of the attention of text queries that soft prompts get, mean over the queries
    float entropy = 0;     ///< bits, mean over the queries
};

/// Norms of a row's soft prompts, [L, K] each. Prompts of the form `input` have one layer, `layer_hidden` and `input` have no values.
struct PromptNorms {
    int layers = 0;
    int prompts = 0;
    std::vector<float> keys; ///< or of the states, where the form has no keys
    std::vector<float> values;
};

/// What the model makes of one row.
struct RowLook {
    ModelStamp stamp;
    std::string part; ///< "train", "validation", "test", or empty
    bool isPositive = false;
    std::vector<LookedValue> values; ///< by field, after the edits
    std::string sentence;
    std::vector<ShownToken> tokens;  ///< [T]; empty on a CTR-only model
    std::optional<double> ctrLogit;  ///< none: the fusion does not read it
    std::optional<double> plmLogit;
    double logit = 0;                ///< joint
    double probability = 0;
    int layers = 0;                  ///< of the language model; 0: CTR-only
    int heads = 0;
    std::vector<HeadFacts> headFacts; ///< [L, H]
    PromptNorms norms;
};

/// Attention weights of one layer. Rows sum to one.
struct LayerAttention {
    ModelStamp stamp;
    int heads = 0;
    int tokens = 0;
    int prompts = 0;
    std::vector<float> weights; ///< [H, T, K + T], prompt columns first
};

/// All heads at once, small enough to draw: weights as 0 to 255, cut to at most `side` rows and columns by the greatest weight.
struct AttentionGrid {
    ModelStamp stamp;
    int layers = 0;
    int heads = 0;
    int rows = 0;          ///< of a pattern
    int columns = 0;       ///< of a pattern, prompts included
    int promptColumns = 0; ///< of these, first; never cut
    std::vector<std::uint8_t> patterns; ///< [L, H, rows, columns]
};

enum class ContributionMethod { IntegratedGradients, GradientTimesInput, LeaveOneOut };

/// What each field and token adds to the joint logit, from a base row on: for each field the mean of its embedding over the training
/// part, and the mask token for each token of a value. IntegratedGradients (Sundararajan et al. 2017) follows the straight line
/// between both; base + sum + gap = logit. GradientTimesInput is the gradient at the row times its distance from the base.
/// LeaveOneOut puts the base in the place of one field at a time; neither of these two adds up.
struct Contributions {
    ModelStamp stamp;
    ContributionMethod method = ContributionMethod::IntegratedGradients;
    struct OfField {
        double ids = 0;  ///< through the CTR side, its prompts included
        double text = 0; ///< through the words
    };
    std::vector<OfField> fields;
    std::vector<double> tokens; ///< [T]; 0 for tokens of the template; empty for LeaveOneOut
    double base = 0;            ///< joint logit of the base row
    double logit = 0;
    double gap = 0;             ///< logit - base - sum of the contributions
};

struct GuessedToken {
    std::string text;
    double probability = 0;
};

/// One masked token as the masked-language head fills it in.
struct MaskedToken {
    int position = 0; ///< in the tokens of the row
    std::string truth;
    double probability = 0; ///< of the truth
    int rank = 0;           ///< of the truth, from 1
    std::vector<GuessedToken> guesses;
};

struct MaskedPredictions {
    ModelStamp stamp;
    std::vector<MaskedToken> withPrompts;
    std::vector<MaskedToken> withoutPrompts; ///< cut off: the text alone, at the same positions
};

enum class PromptPart { Keys, Values };

struct NearToken {
    std::string text;
    double cosine = 0;
};

/// Of soft prompts over many rows of a part.
struct PromptSurvey {
    ModelStamp stamp;
    std::vector<std::uint64_t> rows; ///< [N], evenly spread over the part
    std::uint64_t rowsTotal = 0;     ///< of the part: "N of rowsTotal"
    PromptNorms mean;                ///< of the norms, over the rows
    PromptNorms deviation;           ///< sample standard deviation of the norms
    std::vector<float> attention;    ///< [L, K]: share of the text's attention, mean over rows, heads and queries
    std::vector<std::pair<float, float>> places; ///< [N]: first two principal components of a row's prompts
    double shares[2] = {0, 0};       ///< of the variance that they hold
    double cosine = 0;               ///< mean over pairs of rows, of their prompts less the mean prompt
    struct Group {
        std::string value; ///< of the field asked for
        std::uint64_t rows = 0;
    };
    std::vector<Group> groups;       ///< most frequent values among the rows first, at most 12
    std::vector<int> groupOf;        ///< [N], -1: of a rarer value
    std::vector<float> groupCosines; ///< [groups, groups]: between the groups' mean prompts less the mean prompt
};

/// Change of the mean prompt from each checkpoint to the next, over the same rows.
struct PromptDrift {
    std::vector<std::int64_t> steps; ///< [S]
    int layers = 0;
    int prompts = 0;
    std::vector<float> changes; ///< [S - 1, L, K]: |new - old| / |old|, of keys and values together
};

/// First two principal components of the embeddings of a field's values.
struct EmbeddingMap {
    ModelStamp stamp;
    struct Point {
        std::string value;
        float x = 0;
        float y = 0;
        int group = -1;                 ///< index in `groups`: its most frequent value of the other field in training rows
        std::uint64_t trainingRows = 0;
    };
    std::vector<Point> points;       ///< most frequent first
    std::uint64_t valuesTotal = 0;
    double shares[2] = {0, 0};
    std::vector<std::string> groups; ///< at most 12
};

struct CheckpointProbability {
    std::int64_t step = 0;
    bool isBest = false;
    double recorded = 0; ///< of the row as it is
    double edited = 0;   ///< of the row as asked; the same without edits
};

/// How far the scoring of a part is; called on the thread that scores, after each batch. May be empty.
using ScoringProgress = std::function<void(std::uint64_t scored, std::uint64_t rows)>;

enum class RowOrder { LargestError, Table, Random, TailFirst, HighestProbability, LowestProbability };

struct RowRankingQuestion {
    ModelAt model;
    std::string part = "test";
    RowOrder order = RowOrder::LargestError;
    std::string text = {};  ///< contained in a value, without regard to case; empty: all
    std::uint64_t seed = 1; ///< Random
    std::size_t first = 0;
    std::size_t count = 100;
    std::optional<FieldEdit> onlyValue = std::nullopt; ///< rows with this value of this field
    std::optional<int> onlyTailCell = std::nullopt;    ///< rows of this tail cell, in the order of a SliceReport without a field
    bool wantsProbabilities = true; ///< else those that are not known without scoring are left out
    ScoringProgress onScored = {};
};

struct RankedRow {
    std::uint64_t row = 0;
    bool isPositive = false;
    double probability = 0;          ///< NaN: left out
    std::uint64_t rarest = 0;        ///< training rows with the row's rarest value
    std::vector<std::string> values;
};

struct RowRanking {
    ModelStamp stamp;
    std::uint64_t matching = 0; ///< rows that fit, of which `rows` are a window
    std::vector<RankedRow> rows;
};

struct SliceFacts {
    std::string name; ///< a value, or "rare user, frequent item"
    std::uint64_t rows = 0;
    std::uint64_t positives = 0;
    std::optional<double> auc;           ///< none: one class only
    double logLoss = 0;
    double calibrationError = 0;         ///< expected, ten equally large groups
    double meanProbability = 0;
    std::optional<double> secondAuc;     ///< of the model compared with
    std::optional<double> secondLogLoss;
    std::optional<double> secondCalibrationError;
};

struct SliceQuestion {
    ModelAt model;
    std::optional<ModelAt> second = std::nullopt;
    std::string part = "test";
    std::optional<int> field = std::nullopt; ///< slices by its values, at most 200, most frequent first; none: the four tail cells of the two fields with most ids of which neither says the other
    ScoringProgress onScored = {}; ///< of both models together
};

struct SliceReport {
    ModelStamp stamp;
    SliceFacts all;
    std::vector<SliceFacts> slices;
    std::uint64_t slicesTotal = 0;
};

/// One point of a curve of scores.
struct CurvePoint {
    double x = 0;
    double y = 0;
};

/// Ranking and calibration of one model on one part. Curves are of all rows, thinned to at most 512 points that keep the shape.
struct ScoreCurves {
    ModelStamp stamp;
    std::uint64_t rows = 0;
    double auc = 0;
    double averagePrecision = 0;
    double calibrationError = 0;
    std::vector<CurvePoint> roc;         ///< false positive rate, true positive rate
    std::vector<CurvePoint> precision;   ///< recall, precision
    std::vector<CurvePoint> calibration; ///< mean probability, positive rate, of ten equally large groups
};

/// Looks inside models of the file without changing anything: neither a run's weights nor its random numbers. Every method may take
/// as long as a forward pass or opening a checkpoint does, may be called from any thread, and so not from the GUI thread. A run in
/// training gives a copy of its weights between two of its steps. Fails with ErrorCode::Stopped when `stop` is asked for.
class Inspector {
public:
    virtual ~Inspector() = default;

    /// By rising step. Empty: none yet.
    [[nodiscard]] virtual Result<std::vector<CheckpointMark>> checkpoints(RunId run) const = 0;
    [[nodiscard]] virtual Result<std::vector<std::string>> fieldNames(RunId run, std::stop_token stop) const = 0;
    /// Values of a field that training knows, most frequent first, that contain `text`, at most `count`.
    [[nodiscard]] virtual Result<std::vector<ValueCount>> values(RunId run, int field, const std::string& text, std::size_t count,
                                                                 std::stop_token stop) const = 0;
    [[nodiscard]] virtual Result<RowLook> look(const RowQuestion& question, std::stop_token stop) const = 0;
    [[nodiscard]] virtual Result<LayerAttention> attention(const RowQuestion& question, int layer, std::stop_token stop) const = 0;
    [[nodiscard]] virtual Result<AttentionGrid> grid(const RowQuestion& question, int side, std::stop_token stop) const = 0;
    [[nodiscard]] virtual Result<Contributions> contributions(const RowQuestion& question, ContributionMethod method,
                                                              std::stop_token stop) const = 0;
    /// Masks these tokens together and asks for each.
    [[nodiscard]] virtual Result<MaskedPredictions> masked(const RowQuestion& question, const std::vector<int>& positions, std::size_t guesses,
                                                           std::stop_token stop) const = 0;
    /// Vocabulary tokens whose word embeddings, through the layer's own key (value) map, point most in the prompt's direction.
    [[nodiscard]] virtual Result<std::vector<NearToken>> nearestTokens(const RowQuestion& question, int layer, int prompt, PromptPart part,
                                                                       std::size_t count, std::stop_token stop) const = 0;
    [[nodiscard]] virtual Result<PromptSurvey> survey(const ModelAt& model, const std::string& part, std::size_t rows,
                                                      std::optional<int> groupField, std::stop_token stop) const = 0;
    [[nodiscard]] virtual Result<PromptDrift> drift(RunId run, const std::string& part, std::size_t rows, std::stop_token stop) const = 0;
    [[nodiscard]] virtual Result<EmbeddingMap> embeddings(const ModelAt& model, int field, std::optional<int> groupField, std::size_t count,
                                                          std::stop_token stop) const = 0;
    /// The row at every checkpoint of the run that has learnt clicks (not of PA-MLM stages); `question.model.step` is not read.
    [[nodiscard]] virtual Result<std::vector<CheckpointProbability>> overCheckpoints(const RowQuestion& question, std::stop_token stop) const = 0;
    /// Scores of a part are kept with the model: a question that was stopped and is asked again goes on where it was.
    [[nodiscard]] virtual Result<RowRanking> rank(const RowRankingQuestion& question, std::stop_token stop) const = 0;
    [[nodiscard]] virtual Result<SliceReport> slices(const SliceQuestion& question, std::stop_token stop) const = 0;
    [[nodiscard]] virtual Result<ScoreCurves> curves(const ModelAt& model, const std::string& part, const ScoringProgress& onScored,
                                                     std::stop_token stop) const = 0;
};

} // namespace cpw::api
