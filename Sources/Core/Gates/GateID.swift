/// The name of a gate within its run: `approval/deliver`, `humanReview/draw/01`, with `#2` behind it when it opens again.
package struct GateID: Hashable, Sendable, Comparable, CustomStringConvertible, ExpressibleByStringLiteral {
    package let text: String
    package var description: String { text }

    package init(_ text: String) { self.text = text }
    package init(stringLiteral text: String) { self.text = text }

    package static func < (left: GateID, right: GateID) -> Bool { left.text < right.text }
}
