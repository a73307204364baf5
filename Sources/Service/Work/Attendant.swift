package import Core

/// Whoever looks at issues and brings their runs on; the worker decides when.
package protocol Attendant: Sendable {
    /// Reads an issue afresh and does what takes no long: answers, notes decisions, refuses.
    ///
    /// Throws where it must be tried again later.
    func look(at issue: IssueIdentity) async throws -> Look

    /// Brings the issue's run on until it ends, waits for a person, or is stopped.
    func bring(_ issue: IssueIdentity) async throws -> Bringing

    /// The issues of a repository that ought to be looked at; asked for after what may have been missed.
    func sweep(_ repository: String) async throws -> [IssueIdentity]

    /// Goes on with a run that is due, or that a process has left.
    func resume(_ run: RunID) async throws -> Bringing

    /// Says what went wrong, for whoever reads the log.
    func tell(_ text: String)
}

/// What a look at an issue has shown.
package enum Look: Hashable, Sendable {
    /// There is nothing to be brought on.
    case settled
    /// Its run is to be begun, or gone on with.
    case runWanted
}

/// How far a run was brought.
package enum Bringing: Hashable, Sendable {
    /// It has ended, or waits; or another process is at it.
    case rests
    /// It was stopped half-way with the service.
    case interrupted
}
