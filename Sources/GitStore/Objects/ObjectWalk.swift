/// Finds what a remote lacks: the objects of some commits that its own do not hold at the same path.
struct ObjectWalk {
    /// In the order in which they were found; commits first.
    private(set) var found: [(id: ObjectID, kind: ObjectKind)] = []
    private var seen: Set<ObjectID> = []
    private let repository: Repository

    init(in repository: Repository) { self.repository = repository }

    /// Adds a commit and all of its tree that `parent`'s tree does not have; nil adds all of it.
    mutating func add(_ id: ObjectID, on parent: ObjectID?) throws(GitError) {
        guard seen.insert(id).inserted else { return }
        found.append((id, .commit))
        let tree = try repository.commit(id).tree
        let known: ObjectID? = if let parent { try repository.commit(parent).tree } else { nil }
        try add(tree: tree, known: known)
    }

    private mutating func add(tree id: ObjectID, known: ObjectID?) throws(GitError) {
        guard id != known, seen.insert(id).inserted else { return }
        found.append((id, .tree))
        var others: [[UInt8]: TreeEntry] = [:]
        if let known { for entry in try repository.tree(known).entries { others[entry.name] = entry } }
        for entry in try repository.tree(id).entries where entry.id != others[entry.name]?.id {
            if entry.mode.isSubmodule { continue }
            if entry.mode.isFolder {
                let other = others[entry.name]
                try add(tree: entry.id, known: other?.mode.isFolder == true ? other?.id : nil)
            } else if seen.insert(entry.id).inserted {
                found.append((entry.id, .blob))
            }
        }
    }
}
