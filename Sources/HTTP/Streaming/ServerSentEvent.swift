/// One event of a stream in the format of WHATWG's HTML standard, section 9.2.
package struct ServerSentEvent: Hashable, Sendable {
    /// What the sender calls it; nil where it doesn't, as OpenAI's and Ark's chat.
    package let name: String?
    /// Its lines of data, joined by line feeds.
    package let data: String

    package init(name: String? = nil, data: String) {
        self.name = name
        self.data = data
    }

    /// Whether it is the `[DONE]` with which OpenAI, Ark and those who speak like them end a whole answer.
    package var isDone: Bool { data == "[DONE]" }
}
