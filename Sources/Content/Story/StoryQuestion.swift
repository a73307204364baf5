package import Core

/// What a text model is asked that is to split a story into scenes: the template's instructions, and all of the brief as data.
package struct StoryQuestion: Hashable, Sendable {
    package let step: PromptStep
    package let request: TextRequest

    package init(_ step: PromptStep, of brief: Brief) {
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
        request = TextRequest(
            instructions: step.instructions, parts: parts, schema: .scenes(count: brief.sceneCount),
            answerTokens: step.answerTokens)
    }
}
