import Core

/// The templates of a workflow that a brief calls for.
///
/// A task whose condition looks at nothing but the brief, and does not hold, is not planned at all: what needs it needs what it would
/// have waited for. Conditions on outputs are decided when the run comes to them.
enum PlannedTemplates {
    static func of(_ templates: [WorkflowTask], for brief: Brief) -> [WorkflowTask] {
        let facts: JSONValue = ["brief": brief.json, "outputs": .object([:])]
        let uncalled = templates.filter { isUncalledFor($0, by: facts) }
        guard !uncalled.isEmpty else { return templates }
        let left = Dictionary(uncalled.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        return templates.filter { left[$0.id] == nil }.map {
            $0.needing(kept($0.needs, without: left), following: kept($0.follows, without: left))
        }
    }

    private static func isUncalledFor(_ template: WorkflowTask, by facts: JSONValue) -> Bool {
        guard let condition = template.condition, condition.paths.allSatisfy({ $0.members.first == "brief" }) else {
            return false
        }
        // One that can't be decided is planned, and says so when its time comes.
        return (try? condition.holds(in: facts)) == false
    }

    /// In the workflow's order, each once; a workflow has no cycles.
    private static func kept(_ names: [String], without left: [String: WorkflowTask]) -> [String] {
        var kept: [String] = []
        for name in names {
            let own = left[name].map { Self.kept($0.needs, without: left) } ?? [name]
            kept += own.filter { !kept.contains($0) }
        }
        return kept
    }
}
