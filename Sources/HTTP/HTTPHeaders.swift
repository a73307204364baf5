/// The head fields of an answer, in the order in which they came.
package struct HTTPHeaders: Sendable {
    package private(set) var fields: [(name: String, value: String)] = []

    package init(_ fields: [(name: String, value: String)] = []) { self.fields = fields }

    package mutating func append(_ name: String, _ value: String) { fields.append((name, value)) }

    /// The first value of a field, its name in any case.
    package subscript(name: String) -> String? { fields.first { Self.isSame($0.name, name) }?.value }

    /// Every value of a field, its name in any case.
    package func all(_ name: String) -> [String] { fields.filter { Self.isSame($0.name, name) }.map(\.value) }

    /// The value of a field that comes once, its name in any case; nil where it comes several times, or not at all.
    package func only(_ name: String) -> String? {
        var found: String?
        for field in fields where Self.isSame(field.name, name) {
            guard found == nil else { return nil }
            found = field.value
        }
        return found
    }

    /// Names are ASCII; what is not is compared as it is.
    private static func isSame(_ left: String, _ right: String) -> Bool {
        let left = left.utf8
        let right = right.utf8
        guard left.count == right.count else { return false }
        var rest = right.makeIterator()
        for byte in left {
            guard let other = rest.next() else { return false }
            guard byte == other || (byte ^ other == 0x20 && (0x61...0x7a).contains(byte | 0x20)) else { return false }
        }
        return true
    }
}
