package import Core

/// What the settings say about models and money.
package struct BuyingRules: Hashable, Sendable {
    /// The ceilings that the run shares with others.
    package var limits = SpendingLimits.none
    package var breaker = BreakerRules()
    /// Beyond this share of the run's budget cheaper models make the rest (document 003: `used / total > 0.8`), 0 to 1.
    package var lowerTierAt = 0.8

    package init() {}

    /// The director under the settings' own share.
    var director: Director {
        var rules = DirectorRules()
        rules.thriftBeyond = BudgetShare(Int64((max(0, lowerTierAt) * 1000).rounded()), of: 1000)
        return Director(rules: rules)
    }
}
