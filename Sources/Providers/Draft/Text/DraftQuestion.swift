import Core

/// What the draft takes from a question: the data under the labels that it knows.
struct DraftQuestion {
    /// What was made of the prompt so far, else the prompt or the story itself.
    let prompt: String?
    let style: String?

    init(_ request: TextRequest) {
        var data: [String: String] = [:]
        for case .data(let label, let text) in request.messages.flatMap(\.parts) { data[label] = text }
        prompt =
            [data["so far"], data["prompt"], data["story"]].lazy.compactMap { text in
                let clean = PlainText.clean(text ?? "", keepsLines: true, limit: 4000)
                return clean.isEmpty ? nil : clean
            }.first
        style = data["style"]
    }
}
