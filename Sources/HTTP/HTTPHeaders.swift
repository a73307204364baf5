/// The head fields of a request or an answer, in the order in which they came.
///
/// Their bytes stand in one piece of memory: of the dozen fields of a request three are looked at, and a text for each name and value
/// would cost more than all else about its head.
package struct HTTPHeaders: Sendable {
    /// Where a field stands: its name from `start` on, its value from `middle` to `end`.
    private struct Place {
        let start: Int
        let middle: Int
        let end: Int
    }

    private var bytes: [UInt8] = []
    private var places: [Place] = []

    package init(_ fields: [(name: String, value: String)] = []) {
        for field in fields { append(field.name, field.value) }
    }

    /// All of them.
    package var fields: [(name: String, value: String)] {
        places.map { (String(decoding: bytes[$0.start..<$0.middle], as: UTF8.self), value(at: $0)) }
    }

    package mutating func append(_ name: String, _ value: String) {
        append(name.utf8, value.utf8)
    }

    /// Appends a field whose name and value are in UTF-8; what is not, is mended where it is read.
    mutating func append(_ name: some Sequence<UInt8>, _ value: some Sequence<UInt8>) {
        let start = bytes.count
        bytes.append(contentsOf: name)
        let middle = bytes.count
        bytes.append(contentsOf: value)
        places.append(Place(start: start, middle: middle, end: bytes.count))
    }

    /// Makes room for a head of the usual size.
    mutating func reserve() {
        bytes.reserveCapacity(1_024)
        places.reserveCapacity(16)
    }

    /// The first value of a field, its name in any case.
    package subscript(name: String) -> String? { places.first { isSame($0, name) }.map(value) }

    /// Every value of a field, its name in any case.
    package func all(_ name: String) -> [String] { places.filter { isSame($0, name) }.map(value) }

    /// How often a field comes, its name in any case.
    func count(of name: String) -> Int { places.count { isSame($0, name) } }

    /// The value of a field that comes once, its name in any case; nil where it comes several times, or not at all.
    package func only(_ name: String) -> ArraySlice<UInt8>? {
        guard let place = places.first(where: { isSame($0, name) }), count(of: name) == 1 else { return nil }
        return bytes[place.middle..<place.end]
    }

    private func value(at place: Place) -> String {
        String(decoding: bytes[place.middle..<place.end], as: UTF8.self)
    }

    /// Names are ASCII; what is not is compared as it is.
    private func isSame(_ place: Place, _ name: String) -> Bool {
        guard place.middle - place.start == name.utf8.count else { return false }
        var index = place.start
        for byte in name.utf8 {
            let other = bytes[index]
            guard byte == other || (byte ^ other == 0x20 && (0x61...0x7a).contains(byte | 0x20)) else { return false }
            index += 1
        }
        return true
    }
}
