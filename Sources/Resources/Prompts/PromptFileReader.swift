import Core

/// One reading of one prompt template, with the problems that it met.
struct PromptFileReader {
    var problems: ResourceProblems
    private static let mostSteps = 10

    init(file: String) { problems = ResourceProblems(file: file) }

    /// Nil where something that can't do without is missing, which is noted.
    mutating func template(_ root: YAMLNode) -> PromptTemplate? {
        guard let top = MappingReader(root, "A prompt", known: ["kind", "name", "steps"], problems: &problems) else {
            return nil
        }
        if top["kind"]?.text != "Prompt" { problems.add(top.mark(of: "kind"), "'kind' must be Prompt.") }
        let name = word("name", of: top)
        guard let node = top["steps"], let elements = node.elements, (1...Self.mostSteps).contains(elements.count)
        else {
            problems.add(top.mark(of: "steps"), "'steps' must be a list of 1 to \(Self.mostSteps) steps.")
            return nil
        }
        var steps: [PromptStep] = []
        for element in elements {
            guard let step = step(element) else { continue }
            if steps.contains(where: { $0.name == step.name }) {
                problems.add(element.mark, "There are two steps '\(step.name)'.")
            }
            steps.append(step)
        }
        guard let name, !steps.isEmpty else { return nil }
        return PromptTemplate(name: name, steps: steps)
    }

    private mutating func step(_ node: YAMLNode) -> PromptStep? {
        let known = ["name", "role", "answerTokens", "instructions"]
        guard let members = MappingReader(node, "A step", known: known, problems: &problems) else { return nil }
        let name = word("name", of: members)
        let roles = ModelRole.allCases.map(\.rawValue)
        let role = members.text("role", problems: &problems)
        if let role, !roles.contains(role) {
            problems.addUnknown("value of 'role':", role, at: members.mark(of: "role"), known: roles)
        }
        let tokens = members.integer("answerTokens", in: 50...8000, problems: &problems)
        guard let instructions = members.text("instructions", problems: &problems) else {
            if members["instructions"] == nil { problems.add(members.mark, "A step has no 'instructions'.") }
            return nil
        }
        guard let name else { return nil }
        return PromptStep(
            name: name, instructions: instructions, role: role.flatMap(ModelRole.init(rawValue:)) ?? .fast,
            answerTokens: tokens ?? 800)
    }

    /// It stands in task names, events and requests: so it is plain.
    private mutating func word(_ key: String, of members: MappingReader) -> String? {
        guard let word = members.text(key, problems: &problems) else {
            if members[key] == nil { problems.add(members.mark, "'\(key)' is missing.") }
            return nil
        }
        guard word.count <= 40, word.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") }) else {
            problems.add(
                members.mark(of: key),
                "'\(key)' must be at most 40 letters, digits and '-', found '\(word.prefix(60))'.")
            return nil
        }
        return word
    }
}
