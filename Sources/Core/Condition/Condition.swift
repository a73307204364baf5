/// A `when` of a workflow: comparisons, `and`, `or`, `not` and `in` over brief fields and outputs, nothing more.
///
/// Paths start with `brief.` or `outputs.`; literals are numbers, quoted texts, `true`, `false`, `null` and lists of those.
/// A path that leads nowhere is `null`. Values of different kinds are never equal.
package struct Condition: Hashable, Sendable {
    /// As the workflow wrote it.
    package let text: String
    private let root: ConditionExpression

    /// The longest text that is read, in UTF-8 bytes.
    package static let longestText = 1_000
    /// How deep parentheses and `not` may stand in each other.
    package static let deepestNesting = 32

    package init(parsing text: String) throws(ConditionError) {
        var parser = try ConditionParser(text)
        root = try parser.wholeExpression()
        self.text = text
    }

    /// Whether the condition is met; `facts` is an object with the members `brief` and `outputs`.
    ///
    /// Throws where the facts do not fit it: an order of anything but numbers, or a result that is not true, false or null.
    package func holds(in facts: JSONValue) throws(ConditionError) -> Bool { try root.truth(in: facts) }

    /// The paths that it looks at, each in its members: `["brief", "count"]`, with its place in the text.
    package var paths: [ConditionPath] { root.paths }

    /// Whether it looks at nothing and is therefore always the same.
    package var isConstant: Bool { root.paths.isEmpty }
}
