// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/parquet_writer.h"

#include "core/base/file_io.h"
#include "core/data/parquet_plugin.h"

#include <algorithm>
#include <deque>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace cpw::data {
namespace {

constexpr std::size_t kRowsOfBatch = 65536;

/// What a schema or an array of ours keeps alive: children are released with their parent, as the interface asks.
template <class Node>
struct Kept {
    std::vector<Node> nodes; ///< children
    std::vector<Node*> children;
    Node dictionary{};
    std::string name;
    std::vector<std::int32_t> numbers;
    std::vector<const void*> buffers;
    std::shared_ptr<const void> shared;
};

template <class Node>
void release(Node* node) {
    auto* kept = static_cast<Kept<Node>*>(node->private_data);
    for (auto& child : kept->nodes)
        if (child.release)
            child.release(&child);
    if (kept->dictionary.release)
        kept->dictionary.release(&kept->dictionary);
    delete kept;
    node->release = nullptr;
}

ArrowSchema schemaNode(const char* format, std::string name, std::unique_ptr<Kept<ArrowSchema>> kept = std::make_unique<Kept<ArrowSchema>>()) {
    kept->name = std::move(name);
    for (auto& node : kept->nodes)
        kept->children.push_back(&node);
    ArrowSchema schema{};
    schema.format = format;
    schema.name = kept->name.c_str();
    schema.n_children = static_cast<std::int64_t>(kept->children.size());
    schema.children = kept->children.data();
    schema.dictionary = kept->dictionary.release ? &kept->dictionary : nullptr;
    schema.release = release<ArrowSchema>;
    schema.private_data = kept.release();
    return schema;
}

ArrowArray arrayNode(std::size_t length, std::unique_ptr<Kept<ArrowArray>> kept) {
    for (auto& node : kept->nodes)
        kept->children.push_back(&node);
    ArrowArray array{};
    array.length = static_cast<std::int64_t>(length);
    array.n_buffers = static_cast<std::int64_t>(kept->buffers.size());
    array.n_children = static_cast<std::int64_t>(kept->children.size());
    array.buffers = kept->buffers.data();
    array.children = kept->children.data();
    array.dictionary = kept->dictionary.release ? &kept->dictionary : nullptr;
    array.release = release<ArrowArray>;
    array.private_data = kept.release();
    return array;
}

ArrowArray numbersNode(std::vector<std::int32_t> numbers, ArrowArray dictionary = {}) {
    auto kept = std::make_unique<Kept<ArrowArray>>();
    kept->numbers = std::move(numbers);
    kept->buffers = {nullptr, kept->numbers.data()};
    kept->dictionary = dictionary;
    const auto length = kept->numbers.size();
    return arrayNode(length, std::move(kept));
}

/// The texts where they lie: a pool has the layout of Arrow's large texts.
ArrowArray textsNode(const StringPool& pool) {
    static_assert(sizeof(std::uint64_t) == sizeof(std::int64_t));
    auto kept = std::make_unique<Kept<ArrowArray>>();
    kept->buffers = {nullptr, pool.offsets().data(), pool.bytes().data()};
    return arrayNode(pool.size(), std::move(kept));
}

/// Batches of some rows of a table, which outlives it.
class TableStream {
public:
    TableStream(const Table& table, std::span<const std::uint32_t> rows) : m_table(table), m_rows(rows) {}

    static ArrowArrayStream of(const Table& table, std::span<const std::uint32_t> rows) {
        ArrowArrayStream stream{};
        stream.get_schema = [](ArrowArrayStream* s, ArrowSchema* out) { return self(s).schema(out); };
        stream.get_next = [](ArrowArrayStream* s, ArrowArray* out) { return self(s).next(out); };
        stream.get_last_error = [](ArrowArrayStream*) -> const char* { return nullptr; };
        stream.release = [](ArrowArrayStream* s) {
            delete &self(s);
            s->release = nullptr;
        };
        stream.private_data = std::make_unique<TableStream>(table, rows).release();
        return stream;
    }

private:
    static TableStream& self(ArrowArrayStream* stream) { return *static_cast<TableStream*>(stream->private_data); }

    int schema(ArrowSchema* out) const {
        auto kept = std::make_unique<Kept<ArrowSchema>>();
        kept->nodes.push_back(schemaNode("i", "label"));
        for (const auto& column : m_table.columns) {
            auto coded = std::make_unique<Kept<ArrowSchema>>();
            coded->dictionary = schemaNode("U", "");
            kept->nodes.push_back(schemaNode("i", column.name, std::move(coded)));
        }
        *out = schemaNode("+s", "", std::move(kept));
        return 0;
    }

    int next(ArrowArray* out) {
        *out = {};
        const auto rows = m_rows.subspan(m_done, std::min(kRowsOfBatch, m_rows.size() - m_done));
        if (rows.empty())
            return 0;
        m_done += rows.size();
        auto kept = std::make_unique<Kept<ArrowArray>>();
        kept->nodes.push_back(numbersNode(gathered(rows, [&](std::uint32_t row) { return m_table.labels[row] > 0.5F ? 1 : 0; })));
        for (const auto& column : m_table.columns)
            kept->nodes.push_back(numbersNode(gathered(rows, [&](std::uint32_t row) { return column.codes[row]; }), textsNode(column.values)));
        kept->buffers = {nullptr};
        *out = arrayNode(rows.size(), std::move(kept));
        return 0;
    }

    template <class NumberOf>
    static std::vector<std::int32_t> gathered(std::span<const std::uint32_t> rows, const NumberOf& numberOf) {
        std::vector<std::int32_t> numbers(rows.size());
        std::transform(rows.begin(), rows.end(), numbers.begin(), numberOf);
        return numbers;
    }

    const Table& m_table;
    std::span<const std::uint32_t> m_rows;
    std::size_t m_done = 0;
};

} // namespace

Result<void> writeParquet(const Table& table, std::span<const std::uint32_t> rows, const std::filesystem::path& path) {
    CPW_TRY(plugin, ParquetPlugin::open());
    const auto aside = withEnding(path, ".part");
    if (auto written = plugin.write(aside, TableStream::of(table, rows)); !written) {
        std::error_code ignored;
        std::filesystem::remove(aside, ignored);
        return written;
    }
    std::error_code code;
    std::filesystem::rename(aside, path, code);
    if (code)
        return badInput("{}: {}", path.string(), code.message());
    return {};
}

} // namespace cpw::data
