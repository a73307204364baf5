package import Core

extension Workflow {
    /// The workflow for a brief that refers to pictures: those are fetched before anything is drawn.
    ///
    /// One that fetches them by itself stays as it is.
    package func fetching(for brief: Brief) -> Workflow {
        guard !brief.references.isEmpty, !tasks.contains(where: { $0.uses == FetchAgent.uses }),
            tasks.contains(where: { $0.uses == ImageAgent.uses })
        else { return self }
        var id = FetchAgent.uses
        while tasks.contains(where: { $0.id == id }) { id += "-references" }
        let fetch = WorkflowTask(
            id: id, uses: FetchAgent.uses, retry: RetryPolicy(tries: 3, backoff: .seconds(2)))
        let others = tasks.map { $0.usesReferences ? $0.needing($0.needs + [id]) : $0 }
        return Workflow(name: name, tasks: [fetch] + others, digest: digest)
    }
}

extension WorkflowTask {
    fileprivate var usesReferences: Bool { [ImageAgent.uses, GroupAgent.uses].contains(uses) }
}
