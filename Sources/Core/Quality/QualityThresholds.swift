/// What each criterion must reach, by quality tier and by what is left of the budget.
///
/// Document 003 (`get_dynamic_thresholds`) adds its adjustments to every criterion alike, which would make a stricter tier more
/// tolerant of word errors; here a positive step is always towards stricter.
package struct QualityThresholds: Hashable, Sendable {
    /// By name, in lower camel case: `score`, `palette`, `faceIdentity`.
    package let rules: [String: ThresholdRule]
    /// The step of each tier, as a share of the scale; a tier that is missing has none.
    package let tiers: [QualityTier: Double]
    /// Below which share of the budget remaining, 0–1, `tightStep` is added.
    package let tightBelow: Double
    package let tightStep: Double

    package init(
        rules: [String: ThresholdRule], tiers: [QualityTier: Double], tightBelow: Double, tightStep: Double
    ) {
        self.rules = rules
        self.tiers = tiers
        self.tightBelow = tightBelow
        self.tightStep = tightStep
    }

    /// The thresholds in effect, by name.
    ///
    /// `remainingShare` is what is left of the budget, 0–1, nil where there is none to run short of. What is `named` by the brief
    /// holds unchanged; `bases` go before the rules' own, and one without a rule counts in points, higher being better.
    package func thresholds(
        tier: QualityTier, remainingShare: Double? = nil, named: [String: Double] = [:], bases: [String: Double] = [:]
    ) -> [String: Double] {
        let isTight = remainingShare.map { $0 < tightBelow } ?? false
        let step = (tiers[tier] ?? 0) + (isTight ? tightStep : 0)
        var thresholds: [String: Double] = [:]
        for name in Set(rules.keys).union(bases.keys) {
            let rule = rules[name] ?? ThresholdRule(base: nil, unit: .points, direction: .higher)
            guard let base = bases[name] ?? rule.base else { continue }
            thresholds[name] = rule.threshold(from: base, step: step)
        }
        return thresholds.merging(named) { _, named in named }
    }

    /// The rules of some criteria alone: what nobody measures in a run need not be frozen with it.
    package func limited(to names: Set<String>) -> QualityThresholds {
        QualityThresholds(
            rules: rules.filter { names.contains($0.key) }, tiers: tiers, tightBelow: tightBelow, tightStep: tightStep)
    }

    /// The same for the whole of a run, with money left and when it has become tight.
    package func frozen(
        tier: QualityTier, named: [String: Double] = [:], bases: [String: Double] = [:]
    ) -> RunThresholds {
        RunThresholds(
            ample: thresholds(tier: tier, named: named, bases: bases),
            tight: thresholds(tier: tier, remainingShare: -.infinity, named: named, bases: bases),
            tightBelow: tightBelow)
    }
}
