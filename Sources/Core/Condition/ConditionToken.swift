/// A word of a condition and where it stands.
struct ConditionToken: Hashable, Sendable {
    enum Kind: Hashable, Sendable {
        case number(JSONValue)
        case text(String)
        /// A keyword or a path.
        case word(String)
        /// A comparison, parenthesis, bracket or comma.
        case symbol(String)
        case end
    }

    let kind: Kind
    /// In UTF-8 bytes from 0.
    let offset: Int

    /// As an error names it.
    var shown: String {
        switch kind {
        case .number(let value): "'\(value.text)'"
        case .text(let text): "the text '\(text)'"
        case .word(let word), .symbol(let word): "'\(word)'"
        case .end: "the end"
        }
    }
}
