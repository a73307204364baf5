import Core

/// A text model's answer read as a prompt: one field of plain text, and nothing else of what it says.
enum PromptAnswer {
    /// No longer than what a brief may have.
    static let limit = 4000

    /// Throws why it can't be used, as the end of a sentence.
    static func prompt(in answer: GeneratedText) throws(Unusable) -> String {
        switch answer.ending {
        case .complete: break
        case .refused(let words):
            let said = PlainText.line(words, limit: 200)
            throw Unusable(reason: "the model would not" + (said.isEmpty ? "" : ": \(said)"))
        case .cut: throw Unusable(reason: "its answer was cut short")
        case .calls: throw Unusable(reason: "it asked for tools that it was not given")
        }
        guard let json = JSONValue(in: answer.text), let found = json["prompt"]?.string else {
            throw Unusable(reason: "its answer was not what was asked for")
        }
        let text = PlainText.clean(found, keepsLines: true)
        guard text.contains(where: { $0.isLetter || $0.isNumber }) else {
            throw Unusable(reason: "its answer was empty")
        }
        guard text.unicodeScalars.count <= limit else { throw Unusable(reason: "its answer was far too long") }
        guard !text.contains("<<<DATA"), !text.contains("DATA>>>") else {
            throw Unusable(reason: "its answer repeated the question")
        }
        return text
    }

    struct Unusable: Error { let reason: String }
}
