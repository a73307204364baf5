/// Tells a prompt from what people type into a field that must not stay empty.
enum PlaceholderText {
    /// Whether it is nothing that a picture could be made of: `test`, `???`, `x`.
    ///
    /// A word of another script than ours may be one sign long.
    static func isPlaceholder(_ text: String) -> Bool {
        var rest = text[...]
        var words: [String] = []
        var hasLetters = false
        // Two words, one of which says something, are enough: the rest of a long prompt is not looked at.
        while !rest.isEmpty {
            let word = rest.prefix(while: isOfWord).lowercased()
            rest = rest.drop(while: isOfWord).drop { !isOfWord($0) }
            if word.isEmpty { continue }
            hasLetters = hasLetters || word.contains { $0.isLetter || !$0.isASCII }
            if words.count < 2 || !placeholders.contains(word) { words.append(word) }
            if words.count > 1, hasLetters, !words.allSatisfy(placeholders.contains) { return false }
        }
        guard hasLetters else { return true }
        if words.allSatisfy(placeholders.contains) { return true }
        return words.count == 1 && words[0].count < 3 && words[0].allSatisfy(\.isASCII)
    }

    private static func isOfWord(_ character: Character) -> Bool {
        character.isLetter || character.isNumber || !character.isASCII
    }

    private static let placeholders: Set<String> = [
        "test", "tests", "testing", "todo", "tbd", "tba", "asdf", "foo", "baz", "xxx", "prompt", "placeholder",
        "something", "anything", "whatever", "image", "picture", "please", "a", "an", "the", "generate", "hello", "hi",
    ]
}
