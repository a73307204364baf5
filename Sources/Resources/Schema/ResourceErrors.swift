/// Everything that is wrong with one resource, in the order of the file; never empty.
package struct ResourceErrors: Error, Hashable, Sendable, CustomStringConvertible {
    package let errors: [ResourceError]

    package init(_ errors: [ResourceError]) {
        self.errors = errors.sorted { ($0.line, $0.column) < ($1.line, $1.column) }
    }

    /// One a line.
    package var description: String { errors.map(\.description).joined(separator: "\n") }
}
