package import Core
package import Engine

/// One failure of a run from its first sign to its end, as document 003's error log has it.
package struct ErrorEntry: Hashable, Sendable {
    /// `ERR-20261121-0042`: the day, and the sequence of the event that it began with.
    package let id: String
    package let time: Timestamp
    /// Nil where it is an asset's quality rather than a task.
    package let task: TaskID?
    package let asset: AssetKey?
    package internal(set) var kind: Kind
    package internal(set) var severity: Severity
    /// What the failure said last.
    package internal(set) var message: String
    /// The criteria that failed, with what they scored and had to reach; empty for a task.
    package internal(set) var scores: [String: Double] = [:]
    package internal(set) var thresholds: [String: Double] = [:]
    package internal(set) var recoveries: [RecoveryAttempt] = []
    package internal(set) var resolution = Resolution.open
    /// What the failed tries cost, or an asset's further attempts.
    package internal(set) var costImpact = MicroDollars.zero

    init(_ event: Event, task: TaskID?, asset: AssetKey?, kind: Kind, severity: Severity, message: String) {
        let number = String(event.sequence)
        let day = event.time.description.prefix(10).filter { $0 != "-" }
        id = "ERR-\(day)-" + String(repeating: "0", count: max(0, 4 - number.count)) + number
        time = event.time
        self.task = task
        self.asset = asset
        self.kind = kind
        self.severity = severity
        self.message = message
    }

    package enum Kind: String, Hashable, Sendable {
        /// Of a try, as the failure says.
        case transient, permanent, unknownOutcome, needsPerson
        /// The process ended while the try was at work.
        case lost
        case underThreshold, unjudged
    }

    package enum Resolution: String, Hashable, Sendable {
        /// The run is not over, and neither is this.
        case open
        case autoFixed
        case byPerson
        /// A person took it as it is.
        case accepted
        /// The asset was delivered as it is.
        case shortfall
        case failed
        case cancelled
    }
}
