/// What a text model's answer must look like.
package struct AnswerSchema: Hashable, Sendable {
    /// Letters, digits, `_` and `-`, at most 64: some services want it named.
    package let name: String
    /// JSON Schema of an object that lists every property as required and allows no others.
    package let schema: JSONValue

    package init(name: String, schema: JSONValue) {
        self.name = name
        self.schema = schema
    }
}
