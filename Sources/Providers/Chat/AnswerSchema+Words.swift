import Core

extension AnswerSchema {
    /// The schema in words, for a model whose service has no field for it.
    var words: String {
        "Answer with one JSON value that matches this JSON Schema, and with nothing else:\n\(schema.text)"
    }
}
