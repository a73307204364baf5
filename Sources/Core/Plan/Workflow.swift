/// A template of a DAG, read from YAML in `Resources` and expanded for a brief in `Engine`.
package struct Workflow: Hashable, Sendable {
    package let name: String
    package let tasks: [WorkflowTask]
    /// Of the file's bytes, so that an edited workflow is a changed one.
    package let digest: String

    package init(name: String, tasks: [WorkflowTask], digest: String) {
        self.name = name
        self.tasks = tasks
        self.digest = digest
    }

    /// The same without the tasks of one agent: what needed them needs what they needed.
    package func leaving(out agent: String) -> Workflow {
        let byName = Dictionary(tasks.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        func kept(_ names: [String]) -> [String] {
            var seen: Set<String> = []
            return names.flatMap { name in
                guard let other = byName[name], other.uses == agent else { return [name] }
                return kept(other.needs)
            }.filter { seen.insert($0).inserted }
        }
        return Workflow(
            name: name,
            tasks: tasks.filter { $0.uses != agent }.map {
                $0.needing(kept($0.needs), following: kept($0.follows))
            }, digest: digest)
    }
}
