package import Core

/// How a task sends an asset back: the chain of the workflow's tasks from the one that makes it to the one that reviews it.
///
/// It travels in the task's own parameters, so that an agent needs to know neither the workflow nor the plan.
package struct Regeneration: Hashable, Sendable {
    static let parameter = "regenerates"
    private let links: [Link]
    private let owner: PlanTask

    private struct Link: Hashable {
        let template: PlanTask
        /// The needs within the chain, which are those of the same attempt.
        let inner: Set<String>
    }

    /// Nil where the workflow lets the task send nothing back.
    package init?(of task: PlanTask) {
        guard let chain = task.parameters[Self.parameter]?.array, !chain.isEmpty else { return nil }
        let templates = chain.compactMap(PlanTask.init(json:))
        guard templates.count == chain.count else { return nil }
        let names = Set(templates.map(\.id.text))
        links = templates.map { Link(template: $0, inner: names) }
        owner = task
    }

    /// The tasks of one more attempt, each after what it needs.
    package func tasks(for asset: AssetKey, attempt: Int) -> [PlanTask] {
        links.map { link in
            let template = link.template
            let isOwner = template.id.text == owner.id.template
            return PlanTask(
                id: PlanExpansion.id(of: template.id.text, asset: asset, attempt: attempt), uses: template.uses,
                needs: template.needs.map { need in
                    link.inner.contains(need.text)
                        ? PlanExpansion.id(of: need.text, asset: asset, attempt: attempt)
                        : TaskID(need.text.replacing(Self.assetMark, with: asset.text))
                },
                gathers: template.gathers, asset: asset, attempt: attempt, priority: template.priority,
                retry: template.retry,
                onFailure: template.onFailure, checkpoint: template.checkpoint, locks: template.locks,
                condition: template.condition, parameters: isOwner ? owner.parameters : template.parameters)
        }
    }

    /// The task that the last link of the chain becomes for an attempt.
    package func last(for asset: AssetKey, attempt: Int) -> TaskID? {
        links.last.map { PlanExpansion.id(of: $0.template.id.text, asset: asset, attempt: attempt) }
    }

    private static let assetMark: Character = "\u{1}"

    /// The chain of a reviewing template, as its tasks carry it.
    static func parameters(of reviewer: WorkflowTask, in templates: [WorkflowTask]) -> JSONValue? {
        guard let start = reviewer.review?.regenerates else { return nil }
        let byName = Dictionary(templates.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        func reaches(_ from: String, _ goal: String) -> Bool {
            from == goal || (byName[from]?.needs ?? []).contains { reaches($0, goal) }
        }
        let chain = templates.filter { $0.forEachAsset && reaches($0.id, start) && reaches(reviewer.id, $0.id) }
        let names = Set(chain.map(\.id))
        return .array(
            chain.map { template in
                var own = template.parameters.object ?? [:]
                if template.id != reviewer.id { own[parameter] = parameters(of: template, in: templates) }
                return PlanTask(
                    id: TaskID(template.id), uses: template.uses,
                    needs: template.needs.map { need in
                        let isForEach = byName[need]?.forEachAsset ?? false
                        return TaskID(isForEach && !names.contains(need) ? "\(need)/\(assetMark)" : need)
                    },
                    gathers: !template.follows.isEmpty, priority: template.priority, retry: template.retry,
                    onFailure: template.onFailure,
                    checkpoint: template.checkpoint, locks: template.locks, condition: template.condition,
                    parameters: .object(own)
                ).json(spawnedBy: nil)
            })
    }
}

extension TaskID {
    /// The workflow's own name for the task: what stands before the asset and the attempt.
    package var template: String { String(text.prefix { $0 != "/" && $0 != "@" }) }
}

extension String {
    fileprivate func replacing(_ character: Character, with text: String) -> String {
        var result = ""
        for one in self {
            if one == character { result += text } else { result.append(one) }
        }
        return result
    }
}
