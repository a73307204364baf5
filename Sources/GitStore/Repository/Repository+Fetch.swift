import CGit
import FoundationEssentials

extension Repository {
    /// Takes in the pack of a reply, and the ends of history that came with it.
    ///
    /// `isPromised` marks the pack as one whose missing objects the remote has, so that Git does not take them for damage.
    func takeIn(_ reply: FetchReply, from remote: String, isPromised: Bool) throws(GitError) {
        var reply = reply
        // Cut short after this, the list names commits that are not here, which Git passes over; cut short between the pack and the
        // list, a history would break off without a word.
        try ShallowFile(of: self).update(adding: reply.shallow, removing: [])
        let name = try takeInPack(from: remote) { () throws(GitError) in try reply.nextBytes() }
        if isPromised {
            let path = "\(packFolder)/pack-\(name).promisor"
            guard FileManager.default.createFile(atPath: path, contents: Data()) else {
                throw .storage(path: packFolder, reason: "'\(path)' could not be made")
            }
        }
        try ShallowFile(of: self).update(adding: [], removing: reply.unshallow)
    }

    /// Takes in a pack that needs no object from elsewhere, and gives the name by which it is kept; `nextBytes` is nil at its end.
    func takeInPack(from remote: String, _ nextBytes: () throws(GitError) -> [UInt8]?) throws(GitError) -> String {
        var indexer: OpaquePointer?
        guard unsafe git_indexer_new(&indexer, packFolder, 0o444, nil, nil) == 0 else {
            throw .storage(path: packFolder, reason: LibGit.reason(-1))
        }
        defer { unsafe git_indexer_free(indexer) }
        var progress = git_indexer_progress()
        while let bytes = try nextBytes() {
            let code = unsafe git_indexer_append(indexer, bytes, bytes.count, &progress)
            guard code == 0 else { throw Self.fault(code, in: packFolder, remote: remote) }
        }
        let code = unsafe git_indexer_commit(indexer, &progress)
        guard code == 0 else { throw Self.fault(code, in: packFolder, remote: remote) }
        return unsafe git_indexer_name(indexer).map { unsafe String(cString: $0) } ?? ""
    }

    private static func fault(_ code: Int32, in folder: String, remote: String) -> GitError {
        let reason = LibGit.reason(code)
        let isLocal = ["space", "Permission", "quota", "write"].contains(where: reason.contains)
        return isLocal
            ? .storage(path: folder, reason: reason)
            : .refused(remote: remote, reason: "its pack is broken (\(reason))")
    }
}
