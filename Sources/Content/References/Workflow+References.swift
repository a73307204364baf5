package import Core

extension Workflow {
    /// The workflow for a brief that refers to pictures: those are fetched before anything is drawn.
    ///
    /// One that fetches them by itself stays as it is.
    package func fetching(for brief: Brief) -> Workflow {
        guard !brief.references.isEmpty, !tasks.contains(where: { $0.uses == FetchAgent.name }),
            tasks.contains(where: { $0.uses == ImageAgent.name })
        else { return self }
        var id = FetchAgent.name
        while tasks.contains(where: { $0.id == id }) { id += "-references" }
        let fetch = WorkflowTask(
            id: id, uses: FetchAgent.name, retry: RetryPolicy(tries: 3, backoff: .seconds(2)))
        let others = tasks.map { $0.uses == ImageAgent.name ? $0.needing(id) : $0 }
        return Workflow(name: name, tasks: [fetch] + others, digest: digest)
    }
}

extension WorkflowTask {
    fileprivate func needing(_ other: String) -> WorkflowTask {
        WorkflowTask(
            id: id, uses: uses, needs: needs + [other], forEachAsset: forEachAsset, condition: condition, retry: retry,
            review: review, priority: priority, onFailure: onFailure, checkpoint: checkpoint, locks: locks,
            parameters: parameters)
    }
}
