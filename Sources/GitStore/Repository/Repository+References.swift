import CGit

extension Repository {
    /// The commit that a reference leads to; nil where there is no such reference.
    func tip(of reference: String) throws(GitError) -> ObjectID? {
        var name = git_oid()
        let code = unsafe git_reference_name_to_id(&name, handle, reference)
        if code == GIT_ENOTFOUND.rawValue { return nil }
        guard code == 0 else { throw .damaged(path: folder, reason: "\(reference): \(LibGit.reason(code))") }
        return unsafe Self.id(&name)
    }

    func head() throws(GitError) -> HeadState {
        var head: OpaquePointer?
        let code = unsafe git_reference_lookup(&head, handle, "HEAD")
        guard code == 0, let head = unsafe head else {
            throw .damaged(path: folder, reason: "HEAD: \(LibGit.reason(code))")
        }
        defer { unsafe git_reference_free(head) }
        guard let target = unsafe git_reference_symbolic_target(head) else {
            guard let id = unsafe git_reference_target(head) else {
                throw .damaged(path: folder, reason: "HEAD leads nowhere")
            }
            return .detached(unsafe Self.id(id))
        }
        let name = unsafe String(cString: target)
        return if let tip = try tip(of: name) { .branch(name, tip) } else { .unborn(name) }
    }

    /// Moves a reference that still is where it was read (nil: not there); false where somebody else was quicker.
    func move(_ reference: String, from old: ObjectID?, to new: ObjectID, reason: String) throws(GitError) -> Bool {
        var target = Self.name(new)
        var expected = Self.name(old ?? .zero)
        var made: OpaquePointer?
        var code: Int32 = 0
        var lock = LockWatch("\(folder)/\(reference).lock")
        repeat {
            code = unsafe git_reference_create_matching(&made, handle, reference, &target, 1, &expected, reason)
        } while code == GIT_ELOCKED.rawValue && lock.wait()
        unsafe git_reference_free(made)
        switch code {
        case 0: return true
        case GIT_EMODIFIED.rawValue, GIT_EEXISTS.rawValue: return false
        case GIT_ELOCKED.rawValue:
            let reason = "'\(reference).lock' is in the way; remove it if no other Git is at work there"
            throw .storage(path: folder, reason: reason)
        case GIT_ENOTFOUND.rawValue where old != nil: return false
        default: throw .storage(path: folder, reason: "\(reference): \(LibGit.reason(code))")
        }
    }

    /// The folder of a work tree that has the branch checked out, the repository's own or a linked one; nil where none has.
    func workFolder(holding reference: String) throws(GitError) -> String? {
        if let workFolder, try head().reference == reference { return workFolder }
        var names = unsafe git_strarray()
        guard unsafe git_worktree_list(&names, handle) == 0 else { return nil }
        defer { unsafe git_strarray_dispose(&names) }
        let count = unsafe names.count
        for index in 0..<count {
            var tree: OpaquePointer?
            var head: OpaquePointer?
            defer {
                unsafe git_reference_free(head)
                unsafe git_worktree_free(tree)
            }
            guard let name = unsafe names.strings[index], unsafe git_worktree_lookup(&tree, handle, name) == 0,
                unsafe git_repository_head_for_worktree(&head, handle, name) == 0,
                unsafe String(cString: git_reference_name(head)) == reference
            else { continue }
            return unsafe String(cString: git_worktree_path(tree))
        }
        return nil
    }

    /// The direct references whose names begin so, and where they lead.
    func references(under prefix: String) throws(GitError) -> [String: ObjectID] {
        var iterator: OpaquePointer?
        guard unsafe git_reference_iterator_new(&iterator, handle) == 0 else {
            throw .damaged(path: folder, reason: LibGit.reason(-1))
        }
        defer { unsafe git_reference_iterator_free(iterator) }
        var found: [String: ObjectID] = [:]
        var reference: OpaquePointer?
        while unsafe git_reference_next(&reference, iterator) == 0 {
            defer { unsafe git_reference_free(reference) }
            guard let id = unsafe git_reference_target(reference), let name = unsafe git_reference_name(reference)
            else {
                continue
            }
            let text = unsafe String(cString: name)
            if text.hasPrefix(prefix) { found[text] = unsafe Self.id(id) }
        }
        return found
    }
}
