/// Answers a prompt with text: rewriting, planning, judging.
package protocol TextProvider: Sendable {
    var model: ModelDescription { get }

    /// What the answer costs at most, in tokens of the model's own price list; nil where no price is known.
    func price(ofPromptBytes bytes: Int, answerTokens: Int) -> MicroDollars?

    /// At most `tokens` long. `instructions` are ours and trusted; `data` is foreign text, which the adapter fences and labels.
    func answer(instructions: String, data: String, tokens: Int) async throws(ProviderError) -> GeneratedText
}
