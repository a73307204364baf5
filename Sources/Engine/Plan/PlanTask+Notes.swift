package import Core

extension PlanTask {
    /// The task with notes for whoever performs it, which its orders bring as guidance; the task itself where there are none.
    package func noting(_ notes: [String]) -> PlanTask {
        guard !notes.isEmpty, var members = parameters.object else { return self }
        let earlier = members[RunMachine.notesParameter]?.array ?? []
        members[RunMachine.notesParameter] = .array(earlier + notes.map(JSONValue.string))
        return PlanTask(
            id: id, uses: uses, needs: needs, gathers: gathers, asset: asset, attempt: attempt, priority: priority,
            retry: retry, onFailure: onFailure, checkpoint: checkpoint, locks: locks, condition: condition,
            parameters: .object(members))
    }
}
