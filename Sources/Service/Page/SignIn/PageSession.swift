import Core

/// That somebody has signed in, as their browser keeps it.
struct PageSession: Hashable, Sendable {
    let person: PagePerson
    /// Tells this session from every other one.
    let nonce: String
    let ends: Timestamp

    /// How long one lasts.
    static let length = Duration.seconds(12 * 3_600)
}
