/// How a prompt is rewritten: one step, or several that each go on from the one before.
package struct PromptTemplate: Hashable, Sendable {
    /// As its file: `optimise-image`, `chain-video`.
    package let name: String
    /// Never empty.
    package let steps: [PromptStep]

    package init(name: String, steps: [PromptStep]) {
        self.name = name
        self.steps = steps
    }
}
