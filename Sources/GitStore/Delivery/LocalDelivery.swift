/// A delivery into a repository that has no remote.
struct LocalDelivery {
    let plan: DeliveryPlan
    let repository: Repository

    /// Nil where the branch moved meanwhile.
    func make() throws(GitError) -> DeliveryReceipt? {
        let reference = plan.branch.reference
        let tip = try repository.tip(of: reference)
        if let tip, let found = try repository.commit(of: plan.request.run, from: tip) {
            return DeliveryReceipt(branch: plan.branch.description, commit: found, pushedTo: nil, alreadyThere: true)
        }
        if let folder = try repository.workFolder(holding: reference) {
            throw .checkedOut(branch: plan.branch.description, path: folder)
        }
        let base = if let tip { tip } else { try repository.head().commit }
        let commit = try plan.commit(on: base, with: plan.attributes(of: base, in: repository), in: repository)
        for object in commit.large { try LargeFolder(folder: repository.folder).put(object) }
        _ = try repository.add(commit.objects)
        guard try repository.move(reference, from: tip, to: commit.id, reason: "showrunner: delivery") else {
            return nil
        }
        return DeliveryReceipt(branch: plan.branch.description, commit: commit.id, pushedTo: nil, alreadyThere: false)
    }
}
