/// The head fields of an answer, in the order in which they came.
package struct HTTPHeaders: Sendable {
    package private(set) var fields: [(name: String, value: String)] = []

    package init(_ fields: [(name: String, value: String)] = []) { self.fields = fields }

    package mutating func append(_ name: String, _ value: String) { fields.append((name, value)) }

    /// The first value of a field, its name in any case.
    package subscript(name: String) -> String? {
        fields.first { $0.name.lowercased() == name.lowercased() }?.value
    }
}
