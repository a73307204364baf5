import Resources

/// Reads the records of a table one by one.
struct CSVReader {
    struct Field {
        let text: String
        let mark: YAMLMark
    }

    struct Record {
        let fields: [Field]
        let mark: YAMLMark
    }

    private var rest: Substring
    private let separator: Character
    private let file: String
    private var line = 1
    private var column = 1

    init(_ text: Substring, separator: Character, file: String) {
        rest = text
        self.separator = separator
        self.file = file
    }

    /// The next record; nil at the end.
    mutating func record() throws(ResourceError) -> Record? {
        guard !rest.isEmpty else { return nil }
        let start = mark
        var fields: [Field] = []
        while true {
            fields.append(try field())
            guard let next = rest.first else { break }
            advance()
            if next != separator { break }
        }
        return Record(fields: fields, mark: start)
    }

    private var mark: YAMLMark { YAMLMark(line: line, column: column) }

    /// One field, up to the separator, the line's end or the text's.
    private mutating func field() throws(ResourceError) -> Field {
        let start = mark
        guard rest.first == "\"" else {
            let text = rest.prefix { $0 != separator && !$0.isNewline }
            for _ in 0..<text.count { advance() }
            return Field(text: String(text), mark: start)
        }
        advance()
        var text = ""
        while let character = rest.first {
            advance()
            guard character == "\"" else {
                text.append(character)
                continue
            }
            if rest.first == "\"" {
                text.append("\"")
                advance()
                continue
            }
            guard let next = rest.first, next != separator, !next.isNewline else {
                return Field(text: text, mark: start)
            }
            throw ResourceError(
                file: file, line: line, column: column, message: "There is text behind a closing quotation mark.",
                hint: "A quotation mark inside a text is doubled: \"\"")
        }
        throw ResourceError(
            file: file, line: start.line, column: start.column, message: "A quotation mark is not closed.",
            hint: "Close the text, or double the quotation mark if it belongs to it.")
    }

    private mutating func advance() {
        let character = rest.removeFirst()
        if character.isNewline {
            (line, column) = (line + 1, 1)
        } else {
            column += 1
        }
    }
}
