/// Why a delivery did not happen; each case is a different next step.
///
/// Addresses in it carry no user name and no password.
package enum GitError: Error, Hashable, Sendable {
    case notARepository(path: String, reason: String)
    /// The place where objects are to be written can't be: the disk is full, or it may not be written.
    case storage(path: String, reason: String)
    case damaged(path: String, reason: String)
    /// A kind of repository or address that the bot does not handle.
    case unsupported(what: String, hint: String)
    case badPath(String, reason: String)
    case badBranch(String, reason: String)
    case unreadableFile(path: String, reason: String)
    case fileTooLarge(path: String, bytes: Int, limit: Int)
    /// The repository has something else than a file, or than a folder, where the delivery needs one.
    case pathTaken(String, by: String)
    case checkedOut(branch: String, path: String)
    case unauthorised(remote: String)
    case forbidden(remote: String, reason: String)
    case notFound(remote: String)
    /// No answer, or one that says that trying later may help.
    case unreachable(remote: String, reason: String)
    /// The server answers, but not as Git servers do.
    case refused(remote: String, reason: String)
    /// A rule or a hook of the server's says no, in its own words; the commit is kept in the local repository.
    case rejected(branch: String, reason: String)
    case pushTooLarge(remote: String, reason: String)
    /// The server asks for patience; `after` is what it says itself.
    case throttled(remote: String, after: Duration?)
    /// The server keeps no large files, or hides that from the token.
    case noLargeFiles(remote: String)
    case largeFileQuota(remote: String, reason: String)
    case largeFileRefused(path: String, remote: String, reason: String)
    /// Somebody else holds the lock of a path; `since` as the server says it, empty where it does not.
    case locked(path: String, by: String, since: String)
    /// The branch moved at every one of `tries` tries.
    case moved(branch: String, tries: Int)
    case cancelled
}

extension GitError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .notARepository(let path, let reason):
            "'\(path)' is not a Git repository that can be used: \(Self.clause(reason)). Name another with --git, or run 'git init'."
        case .storage(let path, let reason):
            "'\(path)' could not be written: \(Self.clause(reason)). Free space or change its permissions, then resume the run."
        case .damaged(let path, let reason):
            "The repository '\(path)' could not be read: \(Self.clause(reason)). 'git fsck' there says more."
        case .unsupported(let what, let hint): "\(what) can't be used for deliveries. \(hint)"
        case .badPath(let path, let reason):
            "'\(path)' can't be a path in a repository: \(Self.clause(reason)). Choose another path."
        case .badBranch(let name, let reason):
            "'\(name)' can't be a branch: \(Self.clause(reason)). Choose another prefix."
        case .unreadableFile(let path, let reason):
            "The file '\(path)' could not be read for delivery: \(Self.clause(reason)). Resume the run once it is back."
        case .fileTooLarge(let path, let bytes, let limit):
            "'\(path)' has \(bytes >> 20) MB and the server takes \(limit >> 20) MB a file. Make it smaller; nothing was sent."
        case .pathTaken(let path, let other):
            "'\(path)' is \(other) in the repository, so the delivery can't go there. Choose another output path."
        case .checkedOut(let branch, let path):
            "The branch '\(branch)' is checked out in '\(path)'. Switch to another branch there, then resume the run."
        case .unauthorised(let remote):
            "\(remote) refused the sign-in. Give a token that may write contents, as GITHUB_TOKEN, and resume the run."
        case .forbidden(let remote, let reason):
            "\(remote) does not allow it: \(Self.clause(reason)). A token needs 'contents: write' there, an SSH key the right to push."
        case .notFound(let remote):
            "\(remote) was not found. Check the address, and that the token may see it: a private one is hidden from others."
        case .unreachable(let remote, let reason):
            "\(remote) did not answer: \(Self.clause(reason)). Resume the run later; the commit will be the same."
        case .refused(let remote, let reason):
            "\(remote) did not answer as a Git server does: \(Self.clause(reason)). Check the address."
        case .rejected(let branch, let reason):
            "The server refused the branch '\(branch)': \(Self.clause(reason)). The commit is kept locally. "
                + GitRefusal.advice(for: reason)
        case .pushTooLarge(let remote, let reason):
            "\(remote) takes no push of this size: \(Self.clause(reason)). Deliver fewer or smaller files; the commit is kept locally."
        case .throttled(let remote, let delay):
            "\(remote) asks for patience\(delay.map { " of \($0.components.seconds) s" } ?? ""). Resume the run later."
        case .noLargeFiles(let remote):
            "\(remote) answers no Git LFS. Turn Git LFS on for the repository, or set delivery.storage to git or s3; a token that "
                + "may not see the repository gets the same answer."
        case .largeFileQuota(let remote, let reason):
            "The Git LFS quota of \(remote) is full: \(Self.clause(reason)). Whoever pays for it buys more data or removes large "
                + "files (on GitHub: Settings, Billing), or set delivery.storage to s3; then resume the run. Nothing was pushed."
        case .largeFileRefused(let path, let remote, let reason):
            "\(remote) takes '\(path)' not into Git LFS: \(Self.clause(reason)). Make it smaller, or set delivery.storage to s3; "
                + "nothing was pushed."
        case .locked(let path, let owner, let since):
            "'\(path)' is locked by \(owner)\(since.isEmpty ? "" : " since \(since)"). Ask for it to be unlocked ('git lfs unlock'), "
                + "or choose another output path; then resume the run. Nothing was pushed."
        case .moved(let branch, let tries):
            "The branch '\(branch)' was moved by somebody else at each of \(tries) tries. Resume the run when it is quiet."
        case .cancelled: "The delivery was cancelled. Resume the run to make it."
        }
    }

    /// A reason that came as a sentence of its own, without its full stop.
    private static func clause(_ reason: String) -> String {
        reason.hasSuffix(".") ? String(reason.dropLast()) : reason
    }
}
