/// Statements that write several rows at once, which takes a third less of the processor for each.
enum ManyRows {
    /// From here on more rows gain little.
    static let atOnce = 16

    /// A statement that fails takes its whole transaction with it, which the caller must see to.
    ///
    /// So it keeps no copy of the pages that it changes, as it would to be taken back alone: that is what `OR FAIL` is for.
    static func insert(into table: String, _ columns: [String], count: Int) -> String {
        "INSERT OR FAIL INTO \(table) " + values(columns, count: count)
    }

    /// The same for rows that may be there; the key must be the table's only index.
    static func replace(in table: String, _ columns: [String], count: Int) -> String {
        "REPLACE INTO \(table) " + values(columns, count: count)
    }

    private static func values(_ columns: [String], count: Int) -> String {
        let row = "(" + Array(repeating: "?", count: columns.count).joined(separator: ", ") + ")"
        let rows = Array(repeating: row, count: count).joined(separator: ", ")
        return "(\(columns.joined(separator: ", "))) VALUES \(rows)"
    }
}
