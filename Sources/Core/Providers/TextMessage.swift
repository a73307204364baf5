/// One turn of a conversation with a text model.
package struct TextMessage: Hashable, Sendable {
    package let role: Role
    package let parts: [Part]
    /// What the model asked to have called, in a turn of its own.
    package let calls: [ToolCall]

    package init(role: Role, parts: [Part], calls: [ToolCall] = []) {
        self.role = role
        self.parts = parts
        self.calls = calls
    }

    package enum Role: Hashable, Sendable {
        case user, assistant
        /// What a tool gave, or that it failed, in answer to the call of that identifier.
        case tool(call: String, isError: Bool)
    }

    package enum Part: Hashable, Sendable {
        /// Ours, or the model's own.
        case text(String)
        /// Foreign text, which stands in the request fenced and labelled as data.
        case data(label: String, String)
        case picture(SourcePicture)
    }
}
