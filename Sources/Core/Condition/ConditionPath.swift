/// A value that a condition looks at: `brief.count`, `outputs.draw.score`.
package struct ConditionPath: Hashable, Sendable, CustomStringConvertible {
    /// At least two; the first is `brief` or `outputs`.
    package let members: [String]
    /// Where in the condition's text, in UTF-8 bytes from 0.
    package let offset: Int
    package var description: String { members.joined(separator: ".") }

    /// Null where it leads nowhere.
    func value(in facts: JSONValue) -> JSONValue {
        var value = facts
        for member in members {
            guard let next = value[member] else { return .null }
            value = next
        }
        return value
    }
}
