package import Core

/// A try that was given up while nobody knew what it cost; its answer may still come.
package struct LostTry: Hashable, Sendable {
    package let number: Int
    /// What its answer must name; nil where it was lost before it said so.
    package let token: String?
    /// What was booked for it as of unknown outcome, and on which day (counted from 1970 in UTC).
    package let unknown: MicroDollars
    package let day: Int
    /// How many notes of people it was made by.
    package let notes: Int
}
