package import Core

/// What is known of a failure when it is decided who goes on with it.
package struct FailureReport: Hashable, Sendable {
    /// Tries and attempts that failed before, this one not counted.
    package let retries: Int
    /// What going on with it would cost, or what it has cost in vain.
    package let costImpact: MicroDollars
    package let severity: Severity

    package init(retries: Int, costImpact: MicroDollars = .zero, severity: Severity) {
        self.retries = retries
        self.costImpact = costImpact
        self.severity = severity
    }
}
