package import Core

/// All that a delivery is made from; the same request on the same base gives the same commit, byte for byte.
package struct DeliveryRequest: Sendable {
    /// The path of a repository, or an address: `https://…`, `ssh://…`, `git@host:path`, `file://…`.
    package let target: String
    /// Without `refs/heads/`, as `showrunner/issue-12`.
    package let branch: String
    package let files: [DeliveryFile]
    package let message: DeliveryMessage
    package let author: GitIdentity
    package let committer: GitIdentity
    /// What the commit says of its time; whole seconds count.
    package let time: Timestamp
    /// The run by whose trailer the commit is found again.
    package let run: RunID
    /// Nil where the repository's own configuration, or nothing, signs in.
    package let credential: GitCredential?
    /// Where bare caches of address targets are kept.
    package let cacheFolder: String
    /// Files of more bytes than these are kept by Git LFS where the remote has it; nil: those alone of which `.gitattributes` says so.
    package let largestPlainFile: Int?
    /// Nil for a commit without a signature.
    package let signer: SSHKey?

    package init(
        target: String, branch: String, files: [DeliveryFile], message: DeliveryMessage, author: GitIdentity,
        committer: GitIdentity, time: Timestamp, run: RunID, credential: GitCredential?, cacheFolder: String,
        largestPlainFile: Int? = nil, signer: SSHKey? = nil
    ) {
        self.target = target
        self.branch = branch
        self.files = files
        self.message = message
        self.author = author
        self.committer = committer
        self.time = time
        self.run = run
        self.credential = credential
        self.cacheFolder = cacheFolder
        self.largestPlainFile = largestPlainFile
        self.signer = signer
    }
}
