/// Something that a text model may ask to have called.
package struct TextTool: Hashable, Sendable {
    package let name: String
    package let summary: String
    /// JSON Schema of its arguments, an object.
    package let parameters: JSONValue

    package init(name: String, summary: String, parameters: JSONValue) {
        self.name = name
        self.summary = summary
        self.parameters = parameters
    }
}
