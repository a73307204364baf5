package import Core

/// Reads a judge's rubric; every problem of it is told at once, with file, line and column.
package enum RubricReader {
    /// Where a repository keeps its own, and where ours lies.
    package static let path = "templates/review/rubric.yml"

    private static let mostCriteria = 12
    private static let longestText = 600

    /// `reserved` are the names of criteria that the bot measures itself.
    package static func read(_ text: String, file: String, reserved: Set<String>) throws(ResourceErrors) -> Rubric {
        try read(YAMLDocument.root(of: text, file: file), of: text, file: file, reserved: reserved)
    }

    static func read(
        _ root: YAMLNode, of text: String, file: String, reserved: Set<String>
    ) throws(ResourceErrors) -> Rubric {
        var problems = ResourceProblems(file: file)
        guard
            let top = MappingReader(root, "A rubric", known: ["kind", "scale", "criteria"], problems: &problems)
        else { throw ResourceErrors(problems.errors) }
        if let kind = top["kind"] {
            if kind.text != "Rubric" { problems.add(kind.mark, "'kind' must be Rubric, found \(kind.kind).") }
        } else {
            problems.add(top.mark, "'kind: Rubric' is missing.")
        }
        let scale = scale(of: top, &problems)
        let criteria = criteria(of: top, reserved: reserved, &problems)
        try problems.throwIfAny()
        return Rubric(scale: scale, criteria: criteria, digest: String(StableHash.of(text), radix: 16))
    }

    private static func scale(of top: MappingReader, _ problems: inout ResourceProblems) -> [Rubric.Mark] {
        guard let node = top["scale"] else {
            problems.add(top.mark, "'scale' is missing.", hint: "Say what 0 and 100 mean at least.")
            return []
        }
        guard let members = node.members, members.count >= 2 else {
            problems.add(node.mark, "'scale' must be a mapping from points to their meaning, at least two.")
            return []
        }
        var marks: [Rubric.Mark] = []
        for member in members {
            guard let points = Int(member.key), (0...100).contains(points) else {
                problems.add(
                    member.mark, "'scale' goes from 0 to 100 in whole points, found '\(member.key.prefix(60))'.")
                continue
            }
            if let means = sentence(member.value, "'\(points)'", &problems) {
                marks.append(Rubric.Mark(points, means))
            }
        }
        return marks.sorted { $0.points > $1.points }
    }

    private static func criteria(
        of top: MappingReader, reserved: Set<String>, _ problems: inout ResourceProblems
    ) -> [RubricCriterion] {
        guard let node = top["criteria"] else {
            problems.add(top.mark, "'criteria' is missing.", hint: "Give at least 'adherence'.")
            return []
        }
        guard let members = node.members, !members.isEmpty, members.count <= mostCriteria else {
            problems.add(
                node.mark, "'criteria' must be a mapping from names to criteria, at most \(mostCriteria) of them.")
            return []
        }
        let criteria = members.compactMap { criterion($0, reserved: reserved, &problems) }
        if !criteria.isEmpty, criteria.count == members.count, criteria.allSatisfy({ $0.weight == 0 }) {
            problems.add(node.mark, "Every criterion has the weight 0, so that nothing would count.")
        }
        return criteria
    }

    private static func criterion(
        _ member: YAMLMember, reserved: Set<String>, _ problems: inout ResourceProblems
    ) -> RubricCriterion? {
        let name = member.key
        let isPlain = name.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) }
        guard isPlain, name.count <= 40, name.first?.isLowercase == true else {
            problems.add(
                member.mark,
                "A criterion's name is in lower camel case, as 'textLegibility', found '\(name.prefix(60))'.")
            return nil
        }
        if reserved.contains(name) {
            problems.add(
                member.mark, "'\(name)' is measured by the bot itself.",
                hint: "Give the judge's criterion another name.")
        }
        guard
            let members = MappingReader(
                member.value, "'\(name)'", known: ["asks", "weight", "floor"], problems: &problems)
        else { return nil }
        guard let node = members["asks"] else {
            problems.add(members.mark, "'\(name)' has no 'asks'.", hint: "Say what the judge is to look at.")
            return nil
        }
        guard let asks = sentence(node, "'asks'", &problems) else { return nil }
        return RubricCriterion(
            name: name, asks: asks, weight: members.number("weight", in: 0...1000, problems: &problems) ?? 1,
            floor: members.number("floor", in: 0...100, problems: &problems) ?? 0)
    }

    private static func sentence(
        _ node: YAMLNode, _ subject: String, _ problems: inout ResourceProblems
    ) -> String? {
        let text = node.text.map { PlainText.line($0, limit: .max) } ?? ""
        guard !text.isEmpty, text.count <= longestText else {
            problems.add(
                node.mark, "\(subject) must be a text of at most \(longestText) characters, found \(node.kind).")
            return nil
        }
        return text
    }
}
