/// The head fields of an answer, in the order in which they came.
package struct HTTPHeaders: Sendable {
    package private(set) var fields: [(name: String, value: String)] = []

    package init(_ fields: [(name: String, value: String)] = []) { self.fields = fields }

    package mutating func append(_ name: String, _ value: String) { fields.append((name, value)) }

    /// The first value of a field, its name in any case.
    package subscript(name: String) -> String? { fields.first { Self.isSame($0.name, name) }?.value }

    /// Every value of a field, its name in any case.
    package func all(_ name: String) -> [String] { fields.filter { Self.isSame($0.name, name) }.map(\.value) }

    /// Names are ASCII; what is not is compared as it is.
    private static func isSame(_ left: String, _ right: String) -> Bool {
        guard left.utf8.count == right.utf8.count else { return false }
        var rest = right.utf8.makeIterator()
        for byte in left.utf8 {
            guard let other = rest.next() else { return false }
            guard byte == other || (byte ^ other == 0x20 && (0x61...0x7a).contains(byte | 0x20)) else { return false }
        }
        return true
    }
}
