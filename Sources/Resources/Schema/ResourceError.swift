/// One thing that is wrong with a resource, and where; line and column count from 1.
package struct ResourceError: Error, Hashable, Sendable, CustomStringConvertible {
    package let file: String
    package let line: Int
    package let column: Int
    package let message: String
    /// What to do about it; nil where the message says it.
    package let hint: String?

    package init(file: String, line: Int, column: Int, message: String, hint: String? = nil) {
        self.file = file
        self.line = line
        self.column = column
        self.message = message
        self.hint = hint
    }

    /// The line that compilers would print, place first.
    package var description: String { "\(file):\(line):\(column): \(message)" + (hint.map { " \($0)" } ?? "") }
}
