import Core

extension JSONValue {
    /// The one JSON object that a model answered with, bare or in a code fence; nil where there is none.
    init?(in answer: String) {
        var text = Substring(answer.trimmingBlanks)
        if text.hasPrefix("```") {
            guard let start = text.firstIndex(where: \.isNewline), text.hasSuffix("```") else { return nil }
            text = text[start...].dropLast(3)
        }
        // What is no JSON is no answer; why it is none helps nobody.
        guard let value = try? JSONValue(parsing: String(text)), value.object != nil else { return nil }
        self = value
    }
}

extension String {
    fileprivate var trimmingBlanks: Substring {
        var text = Substring(self)
        while text.first?.isWhitespace ?? false { text.removeFirst() }
        while text.last?.isWhitespace ?? false { text.removeLast() }
        return text
    }
}
