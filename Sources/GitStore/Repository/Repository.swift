import CGit
import Glibc

/// A repository on this machine, opened through libgit2; for one actor or thread.
@safe final class Repository {
    let handle: OpaquePointer
    private let store: OpaquePointer
    /// Where refs and objects are; shared by a repository's work trees.
    let folder: String
    /// Nil for a bare repository.
    let workFolder: String?

    /// Takes a repository's own folder or one that holds it; parents are not searched.
    init(at path: String) throws(GitError) {
        guard LibGit.ready else { throw .damaged(path: path, reason: "libgit2 could not be set up") }
        var opened: OpaquePointer?
        let flags = GIT_REPOSITORY_OPEN_NO_SEARCH.rawValue
        let code = unsafe git_repository_open_ext(&opened, path, flags, nil)
        guard code == 0, let repository = unsafe opened else { throw Self.fault(opening: path, code) }
        var store: OpaquePointer?
        guard unsafe git_repository_odb(&store, repository) == 0, let store = unsafe store,
            let folder = unsafe git_repository_commondir(repository)
        else {
            unsafe git_repository_free(repository)
            throw .damaged(path: path, reason: LibGit.reason(-1))
        }
        unsafe handle = repository
        unsafe self.store = store
        self.folder = Self.withoutSlash(unsafe String(cString: folder))
        workFolder = unsafe git_repository_workdir(repository).map { unsafe Self.withoutSlash(String(cString: $0)) }
    }

    deinit {
        unsafe git_odb_free(store)
        unsafe git_repository_free(handle)
    }

    /// Makes a bare repository without anything in it.
    static func create(bareAt path: String) throws(GitError) {
        guard LibGit.ready else { throw .damaged(path: path, reason: "libgit2 could not be set up") }
        var made: OpaquePointer?
        guard unsafe git_repository_init(&made, path, 1) == 0 else {
            throw .storage(path: path, reason: LibGit.reason(-1))
        }
        unsafe git_repository_free(made)
    }

    var packFolder: String { folder + "/objects/pack" }
    var isBare: Bool { workFolder == nil }

    func contains(_ id: ObjectID) -> Bool {
        var name = Self.name(id)
        return unsafe git_odb_exists(store, &name) == 1
    }

    /// The content of an object; nil where the repository does not have it.
    func content(of id: ObjectID) throws(GitError) -> [UInt8]? {
        var name = Self.name(id)
        var object: OpaquePointer?
        let code = unsafe git_odb_read(&object, store, &name)
        if code == GIT_ENOTFOUND.rawValue { return nil }
        guard code == 0, let object = unsafe object else {
            throw .damaged(path: folder, reason: "object \(id): \(LibGit.reason(code))")
        }
        defer { unsafe git_odb_object_free(object) }
        let bytes = unsafe UnsafeRawBufferPointer(
            start: git_odb_object_data(object), count: git_odb_object_size(object))
        return unsafe [UInt8](bytes)
    }

    func commit(_ id: ObjectID) throws(GitError) -> Commit {
        guard let commit = try commitIfThere(id) else {
            throw .damaged(path: folder, reason: "the commit \(id) is missing")
        }
        return commit
    }

    /// Nil where the history ends, as a shallow clone's does.
    func commitIfThere(_ id: ObjectID) throws(GitError) -> Commit? {
        guard let content = try content(of: id) else { return nil }
        guard let commit = Commit(object: content) else {
            throw .damaged(path: folder, reason: "the object \(id) is not a commit")
        }
        return commit
    }

    func tree(_ id: ObjectID) throws(GitError) -> Tree {
        guard let content = try content(of: id), let tree = Tree(object: content) else {
            throw .damaged(path: folder, reason: "the tree \(id) is missing or broken")
        }
        return tree
    }

    static func name(_ id: ObjectID) -> git_oid {
        var name = git_oid()
        unsafe withUnsafeMutableBytes(of: &name) { unsafe $0.copyBytes(from: id.bytes) }
        return name
    }

    static func id(_ name: UnsafePointer<git_oid>) -> ObjectID {
        unsafe ObjectID(bytes: UnsafeRawBufferPointer(start: name, count: 20)) ?? .zero
    }

    private static func fault(opening path: String, _ code: Int32) -> GitError {
        let reason = LibGit.reason(code)
        if reason.contains("objectformat") {
            return .unsupported(
                what: "'\(path)' names its objects by SHA-256, and it",
                hint: "Use a repository made with 'git init --object-format=sha1'.")
        }
        if reason.contains("unsupported extension") {
            return .unsupported(what: "'\(path)' has an extension, and it", hint: "libgit2 says: \(reason).")
        }
        if unsafe access(path, F_OK) != 0 { return .notARepository(path: path, reason: SystemError.text()) }
        if unsafe access(path, R_OK | X_OK) != 0 { return .notARepository(path: path, reason: SystemError.text()) }
        return .notARepository(path: path, reason: code == GIT_ENOTFOUND.rawValue ? "there is none in it" : reason)
    }

    private static func withoutSlash(_ path: String) -> String {
        path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
    }
}
