// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace cpw::db {

class Connection;

/// Name and columns of the virtual table: "point(run, metric, step, epoch, value, time, stage)".
inline constexpr const char* kCurveTable = "point";

/// Lets queries of this connection read curves, which the file keeps in packed blocks: one row for each point. Where a query names run
/// and metric, only that curve is unpacked. `connection` must live as long as its statements. Throws SQLite::Exception.
void addCurveTable(Connection& connection);

} // namespace cpw::db
