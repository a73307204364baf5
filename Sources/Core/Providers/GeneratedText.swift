/// What a text model answered, and what it cost.
package struct GeneratedText: Hashable, Sendable {
    package let text: String
    /// How it came to the answer, where the service shows that.
    package let reasoning: String?
    package let calls: [ToolCall]
    package let ending: Ending
    /// Nil where the service does not say.
    package let tokens: TokenCount?
    package let cost: MicroDollars

    package init(
        text: String, reasoning: String? = nil, calls: [ToolCall] = [], ending: Ending = .complete,
        tokens: TokenCount? = nil, cost: MicroDollars
    ) {
        self.text = text
        self.reasoning = reasoning
        self.calls = calls
        self.ending = ending
        self.tokens = tokens
        self.cost = cost
    }

    package enum Ending: Hashable, Sendable {
        case complete
        /// It wants the results of its `calls`.
        case calls
        /// The answer was cut at `answerTokens`.
        case cut
        /// The model would not; in its own words where it gave any.
        case refused(String)
    }
}
