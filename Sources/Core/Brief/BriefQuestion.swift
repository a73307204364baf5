/// One thing that a valid brief leaves open or says twice, asked so that its author can settle it in a word.
package struct BriefQuestion: Hashable, Sendable {
    /// The field in lower camel case: `count`, `size`.
    package let field: String
    /// One sentence or two, plain text; what it quotes of the issue is cleaned.
    package let question: String
    /// What the run takes unless somebody answers.
    package let assumed: String
    /// The answers that the text suggests, what is assumed first; empty where only a new text can help.
    package let options: [String]
    /// How sure it is that what is assumed is meant, 0–1.
    package let confidence: Double

    package init(field: BriefField, question: String, assumed: String, options: [String], confidence: Double) {
        self.field = field.rawValue
        self.question = PlainText.clean(question, limit: 500)
        self.assumed = PlainText.clean(assumed, limit: 100)
        self.options = options.map { PlainText.clean($0, limit: 100) }
        self.confidence = confidence
    }

    /// The question with what is done without an answer, as a gate asks it.
    package var sentence: String { "\(question) Unless you say otherwise: \(assumed)." }

    package var json: JSONValue {
        [
            "field": .string(field), "question": .string(question), "assumed": .string(assumed),
            "options": .array(options.map(JSONValue.string)), "confidence": .number(confidence),
        ]
    }
}
