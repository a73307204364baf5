import Core
import Resources

/// A table as spreadsheets write it (RFC 4180): a first row of names, then a row an entry.
///
/// Lines may end in any way; a quoted field may hold separators, line breaks and doubled quotation marks. Where the header has no comma
/// but semicolons, those separate: that is what spreadsheets write in much of Europe.
struct CSVTable {
    /// A mapping a row, without the fields that are empty.
    let rows: [YAMLNode]

    static let mostRows = 10_000

    init(_ text: String, separator: Character, file: String) throws(ResourceError) {
        var text = Substring(text)
        if text.hasPrefix("\u{FEFF}") { text.removeFirst() }
        let header = text.prefix { !$0.isNewline }
        let isSemicolon = separator == "," && !header.contains(",") && header.contains(";")
        var reader = CSVReader(text, separator: isSemicolon ? ";" : separator, file: file)
        guard let names = try reader.record() else {
            throw ResourceError(
                file: file, line: 1, column: 1, message: "The table is empty.",
                hint: "Its first row names the columns: id,prompt,size,seed")
        }
        let keys = names.fields.map { $0.text.trimmed.lowercased() }
        guard keys.contains("prompt") else {
            throw ResourceError(
                file: file, line: 1, column: 1, message: "The first row names no column 'prompt'.",
                hint: "Its columns are id, prompt, size and seed; only prompt is needed.")
        }
        var rows: [YAMLNode] = []
        while let record = try reader.record() {
            if record.fields.allSatisfy({ $0.text.trimmed.isEmpty }) { continue }
            guard record.fields.count <= keys.count else {
                let surplus = record.fields[keys.count]
                throw ResourceError(
                    file: file, line: surplus.mark.line, column: surplus.mark.column,
                    message: "The row has \(record.fields.count) fields, the first row \(keys.count).",
                    hint: "A text with commas stands in quotation marks.")
            }
            guard rows.count < Self.mostRows else {
                throw ResourceError(
                    file: file, line: record.mark.line, column: 1,
                    message: "The table has more than \(Self.mostRows) rows.", hint: "Split it.")
            }
            let members = zip(keys, record.fields).filter { !$1.text.trimmed.isEmpty }.map { key, field in
                YAMLMember(
                    key: key, mark: field.mark, value: YAMLNode(.scalar(field.text, isPlain: false), at: field.mark))
            }
            rows.append(YAMLNode(.mapping(members), at: record.mark))
        }
        self.rows = rows
    }
}
