/// What a text model is asked: our instructions, and what they are about.
package struct TextRequest: Hashable, Sendable {
    /// Ours and trusted; nothing foreign stands in them.
    package var instructions: String
    /// The conversation so far, the oldest first; a single question is one message of the user's.
    package var messages: [TextMessage]
    /// The schema that the answer, one JSON value, must match; nil for free text.
    package var schema: AnswerSchema?
    package var tools: [TextTool]
    /// The answer has at most as many, thinking included.
    package var answerTokens: Int

    package init(
        instructions: String, messages: [TextMessage], schema: AnswerSchema? = nil, tools: [TextTool] = [],
        answerTokens: Int = 2048
    ) {
        self.instructions = instructions
        self.messages = messages
        self.schema = schema
        self.tools = tools
        self.answerTokens = answerTokens
    }

    /// One question of the user's.
    package init(
        instructions: String, parts: [TextMessage.Part], schema: AnswerSchema? = nil, answerTokens: Int = 2048
    ) {
        self.init(
            instructions: instructions, messages: [TextMessage(role: .user, parts: parts)], schema: schema,
            answerTokens: answerTokens)
    }
}
