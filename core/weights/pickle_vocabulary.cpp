// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/weights/pickle_vocabulary.h"

#include <fmt/format.h>

namespace cpw::weights {
namespace {

struct OpcodeName {
    std::uint8_t code;
    const char* name;
};
/// Protocols 0 to 5, as Python's pickletools names them.
constexpr OpcodeName kOpcodeNames[] = {
    {'(', "MARK"},           {'.', "STOP"},           {'0', "POP"},          {'1', "POP_MARK"},     {'2', "DUP"},
    {'F', "FLOAT"},          {'I', "INT"},            {'J', "BININT"},       {'K', "BININT1"},      {'L', "LONG"},
    {'M', "BININT2"},        {'N', "NONE"},           {'P', "PERSID"},       {'Q', "BINPERSID"},    {'R', "REDUCE"},
    {'S', "STRING"},         {'T', "BINSTRING"},      {'U', "SHORT_BINSTRING"}, {'V', "UNICODE"},   {'X', "BINUNICODE"},
    {'a', "APPEND"},         {'b', "BUILD"},          {'c', "GLOBAL"},       {'d', "DICT"},         {'e', "APPENDS"},
    {'g', "GET"},            {'h', "BINGET"},         {'i', "INST"},         {'j', "LONG_BINGET"},  {'l', "LIST"},
    {'o', "OBJ"},            {'p', "PUT"},            {'q', "BINPUT"},       {'r', "LONG_BINPUT"},  {'s', "SETITEM"},
    {'t', "TUPLE"},          {'u', "SETITEMS"},       {'}', "EMPTY_DICT"},   {']', "EMPTY_LIST"},   {')', "EMPTY_TUPLE"},
    {'G', "BINFLOAT"},       {'B', "BINBYTES"},       {'C', "SHORT_BINBYTES"}, {0x80, "PROTO"},     {0x81, "NEWOBJ"},
    {0x82, "EXT1"},          {0x83, "EXT2"},          {0x84, "EXT4"},        {0x85, "TUPLE1"},      {0x86, "TUPLE2"},
    {0x87, "TUPLE3"},        {0x88, "NEWTRUE"},       {0x89, "NEWFALSE"},    {0x8a, "LONG1"},       {0x8b, "LONG4"},
    {0x8c, "SHORT_BINUNICODE"}, {0x8d, "BINUNICODE8"}, {0x8e, "BINBYTES8"},  {0x8f, "EMPTY_SET"},   {0x90, "ADDITEMS"},
    {0x91, "FROZENSET"},     {0x92, "NEWOBJ_EX"},     {0x93, "STACK_GLOBAL"}, {0x94, "MEMOIZE"},    {0x95, "FRAME"},
    {0x96, "BYTEARRAY8"},    {0x97, "NEXT_BUFFER"},   {0x98, "READONLY_BUFFER"}};

struct GlobalName {
    std::string_view module;
    std::string_view name;
    PickleGlobal global;
};
using Role = PickleGlobal::Role;
constexpr GlobalName kGlobals[] = {
    {"collections", "OrderedDict", {Role::OrderedDict, {}}},
    {"torch._utils", "_rebuild_tensor_v2", {Role::RebuildTensor, {}}},
    {"torch._utils", "_rebuild_parameter", {Role::RebuildParameter, {}}},
    {"torch", "DoubleStorage", {Role::Storage, ElementType::Float64}},
    {"torch", "FloatStorage", {Role::Storage, ElementType::Float32}},
    {"torch", "HalfStorage", {Role::Storage, ElementType::Float16}},
    {"torch", "BFloat16Storage", {Role::Storage, ElementType::BFloat16}},
    {"torch", "LongStorage", {Role::Storage, ElementType::Int64}},
    {"torch", "IntStorage", {Role::Storage, ElementType::Int32}},
    {"torch", "ShortStorage", {Role::Storage, ElementType::Int16}},
    {"torch", "CharStorage", {Role::Storage, ElementType::Int8}},
    {"torch", "ByteStorage", {Role::Storage, ElementType::UInt8}},
    {"torch", "BoolStorage", {Role::Storage, ElementType::Bool}},
};

} // namespace

std::string opcodeText(std::uint8_t opcode) {
    for (const auto& known : kOpcodeNames)
        if (known.code == opcode)
            return fmt::format("{} (0x{:02x})", known.name, opcode);
    return fmt::format("0x{:02x}", opcode);
}

std::optional<PickleGlobal> findGlobal(std::string_view module, std::string_view name) {
    for (const auto& known : kGlobals)
        if (known.module == module && known.name == name)
            return known.global;
    return std::nullopt;
}

} // namespace cpw::weights
