package import Core

/// Reads a workflow file; every problem of it is told at once, with file, line and column.
package enum WorkflowReader {
    /// `agents` are the names that `uses` may give.
    package static func read(
        _ text: String, file: String, agents: Set<String>
    ) throws(ResourceErrors) -> Workflow {
        try read(YAMLDocument.root(of: text, file: file), of: text, file: file, agents: agents)
    }

    static func read(
        _ root: YAMLNode, of text: String, file: String, agents: Set<String>
    ) throws(ResourceErrors) -> Workflow {
        var problems = ResourceProblems(file: file)
        guard
            let top = MappingReader(root, "A workflow", known: ["kind", "name", "tasks"], problems: &problems)
        else { throw ResourceErrors(problems.errors) }
        if let kind = top["kind"] {
            if kind.text != "Workflow" { problems.add(kind.mark, "'kind' must be Workflow, found \(kind.kind).") }
        } else {
            problems.add(top.mark, "'kind: Workflow' is missing.")
        }
        let name = top.text("name", problems: &problems)
        if name == nil, top["name"] == nil { problems.add(top.mark, "'name' is missing.") }
        let tasks = tasks(of: top, agents: agents, problems: &problems)
        WorkflowGraph(tasks).check(problems: &problems)
        try problems.throwIfAny()
        return Workflow(
            name: name ?? "", tasks: tasks.map(\.task), digest: String(StableHash.of(text), radix: 16))
    }

    private static func tasks(
        of top: MappingReader, agents: Set<String>, problems: inout ResourceProblems
    ) -> [PlacedTask] {
        guard let node = top["tasks"] else {
            problems.add(top.mark, "'tasks' is missing.", hint: "A workflow has at least one task.")
            return []
        }
        guard let elements = node.elements, !elements.isEmpty else {
            problems.add(node.mark, "'tasks' must be a list of at least one task, found \(node.kind).")
            return []
        }
        var reader = WorkflowTaskReader(agents: agents, problems: problems)
        let tasks = elements.compactMap { reader.task($0) }
        problems = reader.problems
        return tasks
    }
}
