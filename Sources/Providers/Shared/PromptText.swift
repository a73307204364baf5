import Core

/// A request's words as one text, for services that take nothing else.
enum PromptText {
    /// `avoiding`: whether what to avoid is among them.
    static func text(of request: ImageRequest, avoiding: Bool = true) -> String {
        var sentences = [request.prompt]
        if let style = request.style { sentences.append("Style: \(style).") }
        if !request.palette.isEmpty {
            sentences.append("Colours: \(request.palette.map(\.name).joined(separator: ", ")).")
        }
        if avoiding, let negative = request.negativePrompt { sentences.append("Avoid: \(negative).") }
        return sentences.joined(separator: "\n")
    }
}
