package import Core

/// The right of one process to read an issue and act on what it finds, so that two never answer one comment.
package final class IssueLease: Sendable {
    private let lease: FileLease

    private init(_ lease: FileLease) { self.lease = lease }

    /// Nil where somebody holds it already, this process included.
    package static func acquire(_ issue: IssueIdentity, in stateFolder: String) throws(RunLogError) -> IssueLease? {
        do throws(FolderError) {
            try StateFolder.prepare(stateFolder)
            try StateFolder.make(stateFolder + "/leases")
            let name = String(
                issue.description.lowercased().map { $0.isLetter || $0.isNumber || "-_.".contains($0) ? $0 : "+" })
            return try FileLease.take("\(stateFolder)/leases/issue+\(name.suffix(200)).lock").map(IssueLease.init)
        } catch { throw RunLogError(error) }
    }

    /// A second call does nothing.
    package func release() { lease.release() }
}
