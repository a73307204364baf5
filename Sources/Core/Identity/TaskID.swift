/// The name of one task within its run: `draw/01`, or `draw/01@2` for a second attempt.
package struct TaskID: Hashable, Sendable, Comparable, CustomStringConvertible, ExpressibleByStringLiteral {
    package let text: String
    package var description: String { text }

    package init(_ text: String) { self.text = text }
    package init(stringLiteral text: String) { self.text = text }

    package static func < (left: TaskID, right: TaskID) -> Bool { left.text < right.text }
}
