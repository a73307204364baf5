/// Tells a prompt from what people type into a field that must not stay empty.
enum PlaceholderText {
    /// Whether it is nothing that a picture could be made of: `test`, `???`, `x`.
    ///
    /// A word of another script than ours may be one sign long.
    static func isPlaceholder(_ text: String) -> Bool {
        let words = text.lowercased().split { !($0.isLetter || $0.isNumber || !$0.isASCII) }.map(String.init)
        guard words.contains(where: { $0.contains { $0.isLetter || !$0.isASCII } }) else { return true }
        if words.allSatisfy(placeholders.contains) { return true }
        return words.count == 1 && words[0].count < 3 && words[0].allSatisfy(\.isASCII)
    }

    private static let placeholders: Set<String> = [
        "test", "tests", "testing", "todo", "tbd", "tba", "asdf", "foo", "baz", "xxx", "prompt", "placeholder",
        "something", "anything", "whatever", "image", "picture", "please", "a", "an", "the", "generate", "hello", "hi",
    ]
}
