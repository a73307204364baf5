import CGit
import Glibc

/// The library as a whole: set up once, and its results turned into errors.
enum LibGit {
    /// Read for its effect before the library is first used.
    static let ready: Bool = {
        guard git_libgit2_init() > 0 else { return false }
        // A clone that another user owns is the usual case in a container. The check protects from configuration and hooks that
        // run commands; of a repository opened here neither is ever run, and the user named its path.
        cgit_set_int(Int32(GIT_OPT_SET_OWNER_VALIDATION.rawValue), 0)
        cgit_set_int(Int32(GIT_OPT_ENABLE_FSYNC_GITDIR.rawValue), 1)
        // In a partial clone blobs may be missing, which changes nothing here; the others concern files that are not touched.
        let extensions: [String] = ["partialclone", "worktreeconfig", "preciousobjects"]
        let names = unsafe extensions.map { unsafe strdup($0) }
        var pointers: [UnsafePointer<CChar>?] = unsafe names.map { unsafe UnsafePointer($0) }
        unsafe cgit_set_extensions(&pointers, pointers.count)
        for index in unsafe names.indices { unsafe free(names[index]) }
        return true
    }()

    /// What the library says of the call that has just failed on this thread; its texts may be of an older call.
    static func reason(_ code: Int32) -> String {
        guard let error = unsafe git_error_last(), let text = unsafe error.pointee.message else {
            return "libgit2 answered \(code)"
        }
        return GitText.line(unsafe String(cString: text))
    }
}
