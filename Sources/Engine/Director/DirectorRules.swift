package import Core

/// The figures that the director decides by; document 003 states them for a budget of 120 USD (`ChefAgent`).
///
/// Its absolute sums are kept as shares, so that they hold for a run of cents as well.
package struct DirectorRules: Hashable, Sendable {
    /// What a second of a balanced video may cost (`allocate_budget`: 3.0 USD).
    package var perVideoSecond = MicroDollars(3_000_000)
    /// How much more or less a tier may cost, in thousandths (`quality_multiplier`: 1.5, 1.0, 0.6).
    package var tierThousandths: [QualityTier: Int64] = [.high: 1500, .balanced: 1000, .fast: 600]
    /// From so many retries on a person is asked (`evaluate_escalation`: `retry_count >= 3`).
    package var retriesBeforePerson = 3
    /// A failure that costs more than this is a person's to decide (`cost_impact > 20.0`, of 120).
    package var costlyFailure = BudgetShare(20, of: 120)
    /// From this severity on a person is asked (`severity == "critical"`).
    package var gravest = Severity.critical
    /// Beyond this part of the budget cheaper models take over (`adjust_strategy`: `used / total > 0.8`).
    package var thriftBeyond = BudgetShare(8, of: 10)

    package init() {}
}
