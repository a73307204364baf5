package import Core

/// A place at which somebody has to look, as it stood when it was read.
package struct AttentionRow: Hashable, Sendable {
    package let place: AttentionPlace
    /// How often it has been asked for; what is noted as done once it has been looked at.
    package let asked: Int
    package let askedAt: Timestamp
    /// How often in a row looking at it has failed.
    package let failures: Int
    /// How often a run of it has been asked for since one was last brought as far as it goes; 0 where none is.
    package let runs: Int

    package init(place: AttentionPlace, asked: Int, askedAt: Timestamp, failures: Int, runs: Int) {
        self.place = place
        self.asked = asked
        self.askedAt = askedAt
        self.failures = failures
        self.runs = runs
    }
}
