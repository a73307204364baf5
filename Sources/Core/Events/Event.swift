/// A fact of a run as the log keeps it: appended once, with the event that caused it.
package struct Event: Hashable, Sendable {
    /// From 1, without gaps, within its run.
    package let sequence: Int
    package let run: RunID
    package let time: Timestamp
    /// Who or what it came from: `engine`, an agent's name, a person's login.
    package let actor: String
    /// The sequence of the event that caused it; nil for one that came from outside.
    package let causation: Int?
    package let fact: Fact

    package init(sequence: Int, run: RunID, time: Timestamp, actor: String, causation: Int?, fact: Fact) {
        self.sequence = sequence
        self.run = run
        self.time = time
        self.actor = actor
        self.causation = causation
        self.fact = fact
    }

    package enum Fact: Hashable, Sendable {
        case engine(EngineFact)
        case room(RoomFact)
    }
}
