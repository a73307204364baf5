/// One `.gitattributes`: what it says of Git LFS, and its bytes as they are.
struct AttributesFile: Hashable, Sendable {
    static let name = ".gitattributes"

    private(set) var bytes: [UInt8]
    private let rules: [Rule]

    /// What a line says of the paths that it means.
    private struct Rule: Hashable, Sendable {
        let pattern: PathPattern
        let said: Said
    }

    /// Nil where nothing is said.
    struct Said: Hashable, Sendable {
        /// Whether the file is kept by Git LFS.
        var isLarge: Bool?
        /// Whether it is to be locked before it is changed.
        var isLockable: Bool?

        var isEmpty: Bool { isLarge == nil && isLockable == nil }

        mutating func take(_ other: Said) {
            isLarge = other.isLarge ?? isLarge
            isLockable = other.isLockable ?? isLockable
        }
    }

    init(_ bytes: [UInt8] = []) {
        self.bytes = bytes
        var rules: [Rule] = []
        var macros: [String: Said] = [:]
        for line in bytes.split(separator: UInt8(ascii: "\n")) {
            var rest = line.drop(while: Self.isBlank)
            if rest.isEmpty || rest.first == UInt8(ascii: "#") { continue }
            guard let word = Self.pattern(&rest) else { continue }
            var said = Said()
            for attribute in rest.split(whereSeparator: Self.isBlank) {
                let attribute = String(decoding: attribute, as: UTF8.self)
                said.take(macros[attribute] ?? Self.said(attribute))
            }
            if word.starts(with: "[attr]".utf8) {
                macros[String(decoding: word.dropFirst(6), as: UTF8.self)] = said
            } else if !said.isEmpty, let pattern = PathPattern(word) {
                rules.append(Rule(pattern: pattern, said: said))
            }
        }
        self.rules = rules
    }

    /// What the file says of a path relative to its folder; of several lines the last counts.
    func said(of path: String) -> Said {
        var said = Said()
        for rule in rules where rule.pattern.matches(path) { said.take(rule.said) }
        return said
    }

    /// The same file with a line more for each of these paths, relative to its folder, and no other change.
    func keepingLarge(_ paths: [String]) -> AttributesFile {
        var bytes = bytes
        if let last = bytes.last, last != UInt8(ascii: "\n") { bytes.append(UInt8(ascii: "\n")) }
        for path in paths { bytes += Self.line(for: path).utf8 }
        return AttributesFile(bytes)
    }

    static func line(for path: String) -> String {
        var pattern = "/"
        for character in path {
            if "*?[\\".contains(character) { pattern += "\\" }
            pattern.append(character)
        }
        if pattern.contains(where: { $0 == " " || $0 == "\"" }) {
            pattern =
                "\"" + pattern.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
        }
        return pattern + " filter=lfs diff=lfs merge=lfs -text\n"
    }

    private static func said(_ attribute: String) -> Said {
        switch attribute {
        case "filter=lfs": Said(isLarge: true)
        case "filter", "-filter", "!filter": Said(isLarge: false)
        case "lockable": Said(isLockable: true)
        case "-lockable", "!lockable": Said(isLockable: false)
        default: attribute.hasPrefix("filter=") ? Said(isLarge: false) : Said()
        }
    }

    /// The first word of a line, which may stand in quotation marks; nil where they are not closed.
    private static func pattern(_ rest: inout ArraySlice<UInt8>) -> [UInt8]? {
        guard rest.first == UInt8(ascii: "\"") else {
            let word = rest.prefix { !isBlank($0) }
            rest = rest.dropFirst(word.count)
            return Array(word)
        }
        rest.removeFirst()
        var word: [UInt8] = []
        while let byte = rest.popFirst() {
            switch byte {
            case UInt8(ascii: "\""): return word
            case UInt8(ascii: "\\"):
                guard let escaped = rest.popFirst() else { return nil }
                if (UInt8(ascii: "0")...UInt8(ascii: "3")).contains(escaped), rest.count >= 2 {
                    let digits = [escaped] + rest.prefix(2)
                    rest = rest.dropFirst(2)
                    guard let code = UInt8(String(decoding: digits, as: UTF8.self), radix: 8) else { return nil }
                    word.append(code)
                } else {
                    let controls: [UInt8: UInt8] = [
                        UInt8(ascii: "t"): 9, UInt8(ascii: "n"): 10, UInt8(ascii: "r"): 13,
                    ]
                    word.append(controls[escaped] ?? escaped)
                }
            default: word.append(byte)
            }
        }
        return nil
    }

    private static func isBlank(_ byte: UInt8) -> Bool { [9, 13, 32].contains(byte) }
}
