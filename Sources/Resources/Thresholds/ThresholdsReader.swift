package import Core

/// Reads a file of quality thresholds; every problem of it is told at once, with file, line and column.
package enum ThresholdsReader {
    /// Where a repository keeps its own, and where ours lies.
    package static let path = "templates/review/thresholds.yml"

    package static func read(_ text: String, file: String) throws(ResourceErrors) -> QualityThresholds {
        try read(YAMLDocument.root(of: text, file: file), file: file)
    }

    static func read(_ root: YAMLNode, file: String) throws(ResourceErrors) -> QualityThresholds {
        var problems = ResourceProblems(file: file)
        guard
            let top = MappingReader(
                root, "A file of thresholds", known: ["kind", "tiers", "tightBudget", "criteria"], problems: &problems)
        else { throw ResourceErrors(problems.errors) }
        if let kind = top["kind"] {
            if kind.text != "QualityThresholds" {
                problems.add(kind.mark, "'kind' must be QualityThresholds, found \(kind.kind).")
            }
        } else {
            problems.add(top.mark, "'kind: QualityThresholds' is missing.")
        }
        let tiers = tiers(of: top, &problems)
        let (tightBelow, tightStep) = tightBudget(of: top, &problems)
        let rules = rules(of: top, &problems)
        try problems.throwIfAny()
        return QualityThresholds(rules: rules, tiers: tiers, tightBelow: tightBelow, tightStep: tightStep)
    }

    /// Steps are shares of a scale: more than half of it at once is a slip of the pen.
    private static let steps = -0.5...0.5

    private static func tiers(of top: MappingReader, _ problems: inout ResourceProblems) -> [QualityTier: Double] {
        guard let node = top["tiers"],
            let members = MappingReader(
                node, "'tiers'", known: QualityTier.allCases.map(\.rawValue), problems: &problems)
        else { return [:] }
        var tiers: [QualityTier: Double] = [:]
        for tier in QualityTier.allCases {
            tiers[tier] = members.number(tier.rawValue, in: steps, problems: &problems)
        }
        return tiers
    }

    /// From which share of the budget it is tight, and the step that this adds.
    private static func tightBudget(
        of top: MappingReader, _ problems: inout ResourceProblems
    ) -> (below: Double, step: Double) {
        guard let node = top["tightBudget"],
            let members = MappingReader(
                node, "'tightBudget'", known: ["remaining", "of", "step"], problems: &problems)
        else { return (0, 0) }
        for part in ["remaining", "of", "step"] where members[part] == nil {
            problems.add(node.mark, "'tightBudget' has no '\(part)'.", hint: "It takes remaining, of and step.")
        }
        let step = members.number("step", in: steps, problems: &problems) ?? 0
        let whole = members.number("of", in: 0.01...1_000_000, problems: &problems) ?? 1
        let remaining = members.number("remaining", in: 0...whole, problems: &problems) ?? 0
        return (remaining / whole, step)
    }

    private static func rules(
        of top: MappingReader, _ problems: inout ResourceProblems
    ) -> [String: ThresholdRule] {
        guard let node = top["criteria"] else {
            problems.add(top.mark, "'criteria' is missing.", hint: "Give at least 'score'.")
            return [:]
        }
        guard let members = node.members, !members.isEmpty else {
            problems.add(node.mark, "'criteria' must be a mapping from names to thresholds, found \(node.kind).")
            return [:]
        }
        var rules: [String: ThresholdRule] = [:]
        for member in members {
            rules[member.key] = rule(member.key, member.value, &problems)
        }
        return rules
    }

    private static func rule(
        _ name: String, _ node: YAMLNode, _ problems: inout ResourceProblems
    ) -> ThresholdRule? {
        guard
            let members = MappingReader(
                node, "'\(name)'", known: ["base", "unit", "better", "laxest"], problems: &problems)
        else { return nil }
        let unit: ThresholdRule.Unit? = word("unit", of: name, members, &problems)
        let direction: ThresholdRule.Direction? = word("better", of: name, members, &problems)
        guard let unit, let direction else { return nil }
        let base = members.number("base", in: 0...unit.scale, problems: &problems)
        if name == RunThresholds.score, members["base"] != nil {
            problems.add(
                members.mark(of: "base"), "'score' takes no 'base'.",
                hint: "Its base is 'threshold' in \(Settings.path).")
        } else if name != RunThresholds.score, members["base"] == nil {
            problems.add(members.mark, "'\(name)' has no 'base'.")
        }
        let laxest = members.number("laxest", in: 0...unit.scale, problems: &problems)
        if let base, let laxest, direction == .higher ? laxest > base : laxest < base {
            problems.add(
                members.mark(of: "laxest"), "'laxest' of '\(name)' is stricter than its 'base'.",
                hint:
                    "Where \(direction.rawValue) is better it is at \(direction == .higher ? "most" : "least") the base."
            )
        }
        return ThresholdRule(base: base, unit: unit, direction: direction, laxest: laxest)
    }

    /// One of the words that a closed set has.
    private static func word<Word: RawRepresentable & CaseIterable>(
        _ key: String, of name: String, _ members: MappingReader, _ problems: inout ResourceProblems
    ) -> Word? where Word.RawValue == String {
        guard members[key] != nil else {
            problems.add(members.mark, "'\(name)' has no '\(key)'.")
            return nil
        }
        guard let text = members.text(key, problems: &problems) else { return nil }
        guard let word = Word(rawValue: text) else {
            problems.addUnknown(
                "value of '\(key)':", text, at: members.mark(of: key), known: Word.allCases.map(\.rawValue))
            return nil
        }
        return word
    }
}
