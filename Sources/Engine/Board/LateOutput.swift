package import Core

/// What a try put out that had been given up: paid for, and kept for when nothing better comes.
package struct LateOutput: Hashable, Sendable {
    package let tryNumber: Int
    package let output: JSONValue
    /// How many notes of people it was made by; where there are more by now they want something else.
    package let notes: Int
}
