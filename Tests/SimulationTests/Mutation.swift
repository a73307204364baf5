import Testing

/// A deliberate bug: one place of the engine's source, and what stands there instead.
struct Mutation: Sendable, CustomTestStringConvertible {
    /// What goes wrong by it.
    let name: String
    /// In `Sources/Engine`.
    let file: String
    let old: String
    let new: String

    var testDescription: String { name }

    init(_ name: String, in file: String, _ old: String, becomes new: String) {
        self.name = name
        self.file = file
        self.old = old
        self.new = new
    }
}
