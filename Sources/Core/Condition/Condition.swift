/// A `when` of a workflow: comparisons, `and`, `or`, `not` and `in` over brief fields and outputs, nothing more.
package struct Condition: Hashable, Sendable {
    /// As the workflow wrote it.
    package let text: String

    package init(parsing text: String) throws(ConditionError) {
        self.text = text
    }

    /// `facts` is an object with the members `brief` and `outputs`.
    package func holds(in facts: JSONValue) throws(ConditionError) -> Bool { true }
}
