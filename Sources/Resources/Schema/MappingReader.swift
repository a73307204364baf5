import Core

/// Reads the members of one mapping by name and kind; what does not fit is noted and read as missing.
struct MappingReader {
    let mark: YAMLMark
    private let members: [String: YAMLNode]

    /// Nil where `node` is not a mapping; keys that are not `known` are noted.
    init?(_ node: YAMLNode, _ subject: String, known: [String], problems: inout ResourceProblems) {
        guard let members = node.members else {
            problems.add(node.mark, "\(subject) must be a mapping, found \(node.kind).")
            return nil
        }
        for member in members where !known.contains(member.key) {
            problems.addUnknown("key", member.key, at: member.mark, known: known)
        }
        mark = node.mark
        self.members = Dictionary(members.map { ($0.key, $0.value) }, uniquingKeysWith: { first, _ in first })
    }

    /// Nil where the key is missing or has no value.
    subscript(key: String) -> YAMLNode? {
        guard let node = members[key], !node.isNull else { return nil }
        return node
    }

    func mark(of key: String) -> YAMLMark { members[key]?.mark ?? mark }

    func text(_ key: String, problems: inout ResourceProblems) -> String? {
        guard let node = self[key] else { return nil }
        guard let text = node.text, !text.isEmpty else {
            problems.add(node.mark, "'\(key)' must be a text, found \(node.kind).")
            return nil
        }
        return text
    }

    func integer(_ key: String, in range: ClosedRange<Int>, problems: inout ResourceProblems) -> Int? {
        guard let node = self[key] else { return nil }
        guard case .integer(let value) = node.json, let number = Int(exactly: value), range.contains(number) else {
            problems.add(
                node.mark,
                "'\(key)' must be a whole number from \(range.lowerBound) to \(range.upperBound), found \(node.kind).")
            return nil
        }
        return number
    }

    func number(_ key: String, in range: ClosedRange<Double>, problems: inout ResourceProblems) -> Double? {
        guard let node = self[key] else { return nil }
        guard let value = node.json.number, range.contains(value) else {
            let shown = JSONValue.array([.number(range.lowerBound), .number(range.upperBound)]).array ?? []
            problems.add(
                node.mark,
                "'\(key)' must be a number from \(shown.map(\.text).joined(separator: " to ")), found \(node.kind).")
            return nil
        }
        return value
    }

    func duration(_ key: String, in range: ClosedRange<Duration>, problems: inout ResourceProblems) -> Duration? {
        guard let node = self[key] else { return nil }
        guard let value = node.text.flatMap(DurationText.duration), range.contains(value) else {
            problems.add(
                node.mark,
                "'\(key)' must be a duration from \(DurationText.text(of: range.lowerBound)) to "
                    + "\(DurationText.text(of: range.upperBound)), as '500ms', '2s', '5m' or '1h', found \(node.kind).")
            return nil
        }
        return value
    }

    func flag(_ key: String, problems: inout ResourceProblems) -> Bool? {
        guard let text = text(key, problems: &problems) else { return nil }
        switch text.lowercased() {
        case "true", "yes", "on": return true
        case "false", "no", "off": return false
        default:
            problems.add(mark(of: key), "'\(key)' must be true or false, found '\(text.prefix(60))'.")
            return nil
        }
    }

    /// A list of texts, or one text that stands for a list of one.
    func texts(_ key: String, problems: inout ResourceProblems) -> [(text: String, mark: YAMLMark)] {
        guard let node = self[key] else { return [] }
        if let text = node.text { return [(text, node.mark)] }
        guard let elements = node.elements else {
            problems.add(node.mark, "'\(key)' must be a list of texts, found \(node.kind).")
            return []
        }
        var texts: [(text: String, mark: YAMLMark)] = []
        for element in elements {
            if let text = element.text, !text.isEmpty {
                texts.append((text, element.mark))
            } else {
                problems.add(element.mark, "'\(key)' holds texts only, found \(element.kind).")
            }
        }
        return texts
    }
}
