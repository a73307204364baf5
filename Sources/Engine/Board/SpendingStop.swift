import Core

/// Why a run buys nothing more.
package struct SpendingStop: Hashable, Sendable {
    /// Whose budget the next call would pass: `run`, `issue`, `person`, `repository` or `day`.
    package let scope: String
    package let reason: String
}
