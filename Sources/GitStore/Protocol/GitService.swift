/// The two programs that serve a repository.
enum GitService: String, Sendable {
    case uploadPack = "upload-pack"
    case receivePack = "receive-pack"

    var program: String { "git-" + rawValue }
}
