/// One question that a prompt goes through on its way to a picture or video.
package struct PromptStep: Hashable, Sendable {
    /// Letters, digits and hyphens, unique in its template.
    package let name: String
    /// Ours, or the repository's, and trusted; the prompt itself is handed over as data.
    package let instructions: String
    /// Which kind of model answers it.
    package let role: ModelRole
    /// The answer has at most as many tokens.
    package let answerTokens: Int

    package init(name: String, instructions: String, role: ModelRole = .fast, answerTokens: Int = 800) {
        self.name = name
        self.instructions = instructions
        self.role = role
        self.answerTokens = answerTokens
    }
}
