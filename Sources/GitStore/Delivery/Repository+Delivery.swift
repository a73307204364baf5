import Core

extension Repository {
    /// How far back along a branch a run's commit is looked for.
    static let historyLimit = 200

    /// Writes those of some objects that are not there yet, as one pack; nil where none was missing.
    func add(_ objects: [NewObject]) throws(GitError) -> WrittenPack? {
        var seen: Set<ObjectID> = []
        let missing = objects.filter { seen.insert($0.id).inserted && !contains($0.id) }
        guard !missing.isEmpty else { return nil }
        let writer = try PackWriter(in: packFolder, count: missing.count)
        for object in missing {
            if Task.isCancelled { throw .cancelled }
            try writer.add(object)
        }
        return try writer.keep()
    }

    /// The commit of a run among the first parents of a tip; nil where there is none as far as the history reaches.
    func commit(of run: RunID, from tip: ObjectID) throws(GitError) -> ObjectID? {
        var next: ObjectID? = tip
        for _ in 0..<Self.historyLimit {
            guard let id = next, let commit = try commitIfThere(id) else { return nil }
            if DeliveryMessage.carries(run, in: commit.message) { return id }
            next = commit.parents.first
        }
        return nil
    }

    /// Whether a commit is among the first parents of a tip, or the tip.
    func reaches(_ id: ObjectID, from tip: ObjectID) throws(GitError) -> Bool {
        var next: ObjectID? = tip
        for _ in 0..<Self.historyLimit {
            guard let current = next else { return false }
            if current == id { return true }
            next = try commitIfThere(current)?.parents.first
        }
        return false
    }

    /// Commits that a server probably has too: the tips here, and some way back from each.
    func commonGround() throws(GitError) -> [ObjectID] {
        var ground: [ObjectID] = []
        var seen: Set<ObjectID> = []
        for (_, tip) in try references(under: "refs/").sorted(by: { $0.key < $1.key }).prefix(128) {
            var next: ObjectID? = tip
            for _ in 0..<32 {
                guard let id = next, ground.count < 1024, seen.insert(id).inserted else { break }
                ground.append(id)
                // A tag's object is no commit; where it leads is of no matter here.
                next = (try? commitIfThere(id))?.parents.first
            }
        }
        return ground
    }

    /// Keeps a delivered commit under the branch where that loses nothing and disturbs no work tree, else under `refs/showrunner/`.
    func keep(_ commit: ObjectID, as branch: BranchName) throws(GitError) {
        for _ in 0..<5 {
            let tip = try tip(of: branch.reference)
            var reference = branch.reference
            var old = tip
            let isHeld = try workFolder(holding: branch.reference) != nil
            let isFree = try mayLeave(tip, for: commit)
            if isHeld || !isFree {
                reference = "refs/showrunner/" + branch.description
                old = try self.tip(of: reference)
            }
            if old == commit { return }
            if try move(reference, from: old, to: commit, reason: "showrunner: delivery") { return }
        }
        throw .moved(branch: branch.description, tries: 5)
    }

    /// A tip may be left where the new commit holds it, or where it is a delivery of ours.
    private func mayLeave(_ tip: ObjectID?, for commit: ObjectID) throws(GitError) -> Bool {
        guard let tip else { return true }
        if try reaches(tip, from: commit) { return true }
        return DeliveryMessage.isOurs(try self.commit(tip).message)
    }
}
