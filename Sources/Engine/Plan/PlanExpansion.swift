package import Core

/// Expands a workflow for one brief: a task for each asset where the workflow says so, in an order in which needs come first.
package enum PlanExpansion {
    /// The tasks of the plan, without those that the brief does not call for; those of the same asset are chained, those of the run gather all assets.
    package static func tasks(of workflow: Workflow, for brief: Brief) -> [PlanTask] {
        var instances: [String: [PlanTask]] = [:]
        var plan: [PlanTask] = []
        let templates = PlannedTemplates.of(inOrder(workflow.tasks), for: brief)
        for template in templates {
            let parameters = Self.parameters(of: template, in: templates)
            // What is not made one by one for the same assets has no task of an asset before.
            let followed = template.follows.filter { name in
                templates.contains { $0.id == name && $0.forEach == template.forEach }
            }
            var made: [PlanTask] = []
            if let group = template.forEach {
                for item in brief.assets(in: group) {
                    let before = made.last?.asset.map { asset in
                        followed.map { id(of: $0, asset: asset, attempt: 1) }
                    }
                    made.append(
                        task(of: template, asset: item.key, needs: instances, after: before ?? [], parameters))
                }
            } else {
                made = [task(of: template, asset: nil, needs: instances, after: [], parameters)]
            }
            instances[template.id] = made
            plan += made
        }
        return templates.contains { !$0.follows.isEmpty } ? inTurn(plan) : plan
    }

    /// The tasks so that each comes after what it needs, otherwise as they are: what follows an asset's task stands behind it.
    private static func inTurn(_ plan: [PlanTask]) -> [PlanTask] {
        var left = Set(plan.map(\.id))
        var ordered: [PlanTask] = []
        var waiting = plan
        while !waiting.isEmpty {
            let count = ordered.count
            waiting = waiting.filter { task in
                guard task.needs.allSatisfy({ !left.contains($0) }) else { return true }
                left.remove(task.id)
                ordered.append(task)
                return false
            }
            // The reader of workflows has refused every cycle already.
            guard ordered.count > count else { return ordered + waiting }
        }
        return ordered
    }

    private static func parameters(of template: WorkflowTask, in templates: [WorkflowTask]) -> JSONValue {
        var parameters = template.parameters.object ?? [:]
        parameters[Regeneration.parameter] = Regeneration.parameters(of: template, in: templates)
        parameters[RunMachine.revisesParameter] = template.revises.map(JSONValue.string)
        return .object(parameters)
    }

    private static func task(
        of template: WorkflowTask, asset: AssetKey?, needs: [String: [PlanTask]], after before: [TaskID],
        _ parameters: JSONValue
    ) -> PlanTask {
        var ids: [TaskID] = []
        // The asset before may fail: the others are made all the same.
        var gathers = asset == nil || !template.follows.isEmpty
        for need in template.needs {
            let instances = needs[need] ?? []
            if let asset, let own = instances.first(where: { $0.asset == asset }) {
                ids.append(own.id)
            } else {
                ids += instances.map(\.id)
                gathers = gathers || instances.count > 1
            }
        }
        ids += before.filter { !ids.contains($0) }
        return PlanTask(
            id: id(of: template.id, asset: asset, attempt: 1), uses: template.uses, needs: ids, gathers: gathers,
            asset: asset, priority: template.priority, retry: template.retry, onFailure: template.onFailure,
            checkpoint: template.checkpoint,
            locks: template.locks.map { $0.replacing("{asset}", with: asset?.text ?? "") },
            condition: template.condition, parameters: parameters)
    }

    /// `draw/01`, `draw/01@2`, or `deliver` for a task of the run as a whole.
    package static func id(of template: String, asset: AssetKey?, attempt: Int) -> TaskID {
        TaskID(template + (asset.map { "/\($0)" } ?? "") + (attempt > 1 ? "@\(attempt)" : ""))
    }

    /// The templates so that each comes after what it needs, otherwise in the workflow's own order.
    private static func inOrder(_ templates: [WorkflowTask]) -> [WorkflowTask] {
        var placed: Set<String> = []
        var ordered: [WorkflowTask] = []
        var waiting = templates
        while !waiting.isEmpty {
            let now = waiting.filter { $0.needs.allSatisfy(placed.contains) }
            guard !now.isEmpty else { return ordered }  // A cycle: the reader of workflows has refused it already.
            for template in now { placed.insert(template.id) }
            ordered += now
            waiting.removeAll { placed.contains($0.id) }
        }
        return ordered
    }
}
