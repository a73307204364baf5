package import Core

/// What one step asks a text model: the template's instructions, and all that comes from the brief as data.
package struct PromptQuestion: Hashable, Sendable {
    package let step: PromptStep
    package let request: TextRequest

    /// `soFar` is what the step before has made of the prompt; nil for the first one.
    package init(_ step: PromptStep, prompt: String, soFar: String?, of brief: Brief) {
        self.step = step
        var parts: [TextMessage.Part] = [.data(label: "prompt", prompt)]
        if let soFar { parts.append(.data(label: "so far", soFar)) }
        if let style = brief.style { parts.append(.data(label: "style", style)) }
        if let negative = brief.negativePrompt { parts.append(.data(label: "to be avoided", negative)) }
        if !brief.palette.isEmpty {
            parts.append(.data(label: "colours", brief.palette.map(\.name).joined(separator: ", ")))
        }
        if brief.kind == .video, let camera = brief.camera { parts.append(.data(label: "camera", camera)) }
        request = TextRequest(
            instructions: step.instructions, parts: parts, schema: .prompt(step: step.name),
            answerTokens: step.answerTokens)
    }
}
