import FoundationEssentials

/// Stands in for `git receive-pack` where Git is not installed: libgit2 takes the push into a repository on this machine.
///
/// It can't run hooks, so a repository that has some is refused.
final class DirectSession: GitSession {
    let advertisement: Advertisement
    private let repository: Repository
    private let path: String
    private let service: GitService

    init(_ service: GitService, at path: String) throws(GitError) {
        do throws(GitError) {
            repository = try Repository(at: path)
        } catch {
            guard case .notARepository = error else { throw error }
            throw .notFound(remote: path)
        }
        for hook in ["pre-receive", "update", "post-receive", "post-update", "reference-transaction"]
        where FileManager.default.isExecutableFile(atPath: "\(repository.folder)/hooks/\(hook)") {
            throw Self.needsGit("'\(path)' has the hook '\(hook)'")
        }
        self.path = path
        self.service = service
        var references = try repository.references(under: "refs/")
        if service == .uploadPack, let head = try repository.head().commit { references["HEAD"] = head }
        advertisement = Advertisement(references: references, capabilities: ["report-status"])
    }

    /// One command and one pack, as we send them.
    func converse(_ parts: [PackPart]) async throws(GitError) -> ReplyStream {
        guard service == .receivePack, parts.count == 2, case .bytes(let head) = parts[0],
            case .file(let pack) = parts[1],
            let text = try PacketReader(ReplyStream(head), from: path).nextText()
        else { throw Self.needsGit("'\(path)' has commits that are not here") }
        let words = (text.split(separator: "\0").first ?? "").split(separator: " ").map(String.init)
        guard words.count == 3, let old = ObjectID(hex: words[0]), let new = ObjectID(hex: words[1]) else {
            throw .refused(remote: path, reason: "the command could not be read")
        }
        if let folder = try repository.workFolder(holding: words[2]) {
            throw .checkedOut(branch: words[2], path: folder)
        }
        try takeIn(fileAt: pack)
        let isMoved = try repository.move(
            words[2], from: old == .zero ? nil : old, to: new, reason: "showrunner: delivery")
        let report = isMoved ? "ok \(words[2])\n" : "ng \(words[2]) failed to update ref\n"
        return ReplyStream(PacketLine.encoded("unpack ok\n") + PacketLine.encoded(report) + PacketLine.flush)
    }

    func close() {}

    private func takeIn(fileAt pack: String) throws(GitError) {
        let file = try InputFile(pack)
        var isAtEnd = false
        _ = try repository.takeInPack(from: path) { () throws(GitError) in
            if isAtEnd { return nil }
            let piece = try file.readPiece(of: 256 << 10)
            isAtEnd = piece.count < 256 << 10
            return piece
        }
    }

    private static func needsGit(_ what: String) -> GitError {
        .unsupported(what: what + ", and without the program git it", hint: "Install git.")
    }
}
