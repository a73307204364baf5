package import Core

/// A piece of a YAML document and where it stands.
package struct YAMLNode: Hashable, Sendable {
    package let value: Value
    package let mark: YAMLMark

    package init(_ value: Value, at mark: YAMLMark) {
        self.value = value
        self.mark = mark
    }

    package indirect enum Value: Hashable, Sendable {
        /// Only a plain scalar, one without quotation marks, can be a number, `true`, `false` or `null`.
        case scalar(String, isPlain: Bool)
        case sequence([YAMLNode])
        /// In the order of the file; no key comes twice.
        case mapping([YAMLMember])
    }

    package subscript(key: String) -> YAMLNode? { members?.first { $0.key == key }?.value }

    package var members: [YAMLMember]? {
        guard case .mapping(let members) = value else { return nil }
        return members
    }

    package var elements: [YAMLNode]? {
        guard case .sequence(let nodes) = value else { return nil }
        return nodes
    }

    /// A scalar's text, whatever it would mean: `yes`, `12` and `"12"` alike.
    package var text: String? {
        guard case .scalar(let text, _) = value else { return nil }
        return text
    }

    package var isNull: Bool {
        guard case .scalar(let text, isPlain: true) = value else { return false }
        return Self.isNull(text)
    }

    private static func isNull(_ text: String) -> Bool { ["", "~", "null", "Null", "NULL"].contains(text) }

    /// The same as JSON; `yes`, `no`, `on` and `off` stay texts, as in YAML 1.2.
    package var json: JSONValue {
        switch value {
        case .scalar(let text, let isPlain): isPlain ? Self.plain(text) : .string(text)
        case .sequence(let nodes): .array(nodes.map(\.json))
        case .mapping(let members):
            .object(Dictionary(members.map { ($0.key, $0.value.json) }, uniquingKeysWith: { first, _ in first }))
        }
    }

    /// What an error calls it.
    package var kind: String {
        switch value {
        case .sequence: "a list"
        case .mapping: "a mapping"
        case .scalar(let text, _):
            switch json {
            case .null: "nothing"
            case .bool: "'\(text)'"
            case .integer, .number: "the number \(text)"
            case .string, .array, .object: "the text '\(text.prefix(60))'"
            }
        }
    }

    private static let numberBeginnings = Array("0123456789+-.".utf8)
    private static let numberBytes = Array("0123456789+-.eE".utf8)

    private static func plain(_ text: String) -> JSONValue {
        switch text {
        case _ where isNull(text): return .null
        case "true", "True", "TRUE": return true
        case "false", "False", "FALSE": return false
        default: break
        }
        guard let first = text.utf8.first, numberBeginnings.contains(first) else { return .string(text) }
        if let value = Int64(text) { return .integer(value) }
        if text.hasPrefix("0x"), let value = Int64(text.dropFirst(2), radix: 16) { return .integer(value) }
        if text.hasPrefix("0o"), let value = Int64(text.dropFirst(2), radix: 8) { return .integer(value) }
        // `Double` also reads words and hexadecimal fractions, which are texts in YAML.
        guard text.utf8.allSatisfy({ numberBytes.contains($0) }), let value = Double(text), value.isFinite else {
            return .string(text)
        }
        return .number(value)
    }
}
