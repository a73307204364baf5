package import Core

/// What a text model is asked that is to split a story into scenes: the template's instructions, and all of the brief as data.
package struct StoryQuestion: Hashable, Sendable {
    package let step: PromptStep
    package let request: TextRequest

    /// `notes`: what people want of it; `earlier`: how it was told before, where it is to be told again.
    package init(_ step: PromptStep, of brief: Brief, notes: [String] = [], earlier: StoryArced? = nil) {
        self.step = step
        var parts: [TextMessage.Part] = [
            .text("Tell it in exactly \(brief.sceneCount) scene\(brief.sceneCount == 1 ? "" : "s")."),
            .data(label: "story", brief.prompt),
        ]
        if let style = brief.style { parts.append(.data(label: "style", style)) }
        if let negative = brief.negativePrompt { parts.append(.data(label: "to be avoided", negative)) }
        if !brief.palette.isEmpty {
            parts.append(.data(label: "colours", brief.palette.map(\.name).joined(separator: ", ")))
        }
        if let camera = brief.camera { parts.append(.data(label: "camera", camera)) }
        if let earlier {
            let wish = notes.isEmpty ? "in another way" : "as is wanted, and keep what nobody objects to"
            parts.append(.text("A person has sent back how it was told before. Tell it again, \(wish)."))
            parts.append(.data(label: "told before", earlier.told.text))
        }
        if !notes.isEmpty { parts.append(.data(label: "what is wanted", notes.joined(separator: "\n"))) }
        request = TextRequest(
            instructions: step.instructions, parts: parts, schema: .scenes(count: brief.sceneCount),
            answerTokens: step.answerTokens)
    }
}
