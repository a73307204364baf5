/// Why a `when` can't be read or decided.
package struct ConditionError: Error, Hashable, Sendable, CustomStringConvertible {
    /// Where in the text, in UTF-8 bytes from 0.
    package let offset: Int
    package let message: String
    package var description: String { message }

    package init(offset: Int, message: String) {
        self.offset = offset
        self.message = message
    }
}
