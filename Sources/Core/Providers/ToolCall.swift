/// A call that a text model asks for.
package struct ToolCall: Hashable, Sendable {
    /// The service's own name for it, which the result names.
    package let id: String
    package let name: String
    package let arguments: JSONValue

    package init(id: String, name: String, arguments: JSONValue) {
        self.id = id
        self.name = name
        self.arguments = arguments
    }
}
