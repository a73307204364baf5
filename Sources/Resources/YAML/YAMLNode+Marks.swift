extension YAMLNode {
    /// The place of a byte of a scalar's text: exact for a scalar on one line, else where the scalar begins.
    func mark(atByte offset: Int, of text: String) -> YAMLMark {
        guard case .scalar(_, let isPlain) = value, !text.contains("\n") else { return mark }
        let before = String(decoding: text.utf8.prefix(offset), as: UTF8.self)
        return YAMLMark(line: mark.line, column: mark.column + before.count + (isPlain ? 0 : 1))
    }
}
