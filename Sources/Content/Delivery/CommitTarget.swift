package import Core
package import GitStore

/// Delivers as one commit on the issue's branch, and pushes it where the repository has a remote.
package struct CommitTarget: DeliveryTarget {
    private let deliverer: Deliverer
    private let terms: Terms

    /// How the settings and the command line want the delivery.
    package struct Terms: Sendable {
        /// A repository's path or address.
        package let target: String
        package let branch: String
        package let author: GitIdentity
        package let committer: GitIdentity
        /// Asked just before it is used.
        package let credential: @Sendable () async throws(TaskFailure) -> GitCredential?
        /// Where caches of addresses are kept.
        package let cacheFolder: String
        /// Files of more bytes go through Git LFS; nil: none do for their size.
        package let largestPlainFile: Int?
        /// What signs commits, asked for when one is made; nil where none is to be signed.
        package let signer: @Sendable () throws(TaskFailure) -> SSHKey?

        package init(
            target: String, branch: String, author: GitIdentity, committer: GitIdentity,
            credential: @escaping @Sendable () async throws(TaskFailure) -> GitCredential?, cacheFolder: String,
            largestPlainFile: Int? = nil,
            signer: @escaping @Sendable () throws(TaskFailure) -> SSHKey? = { () throws(TaskFailure) in nil }
        ) {
            self.target = target
            self.branch = branch
            self.author = author
            self.committer = committer
            self.credential = credential
            self.cacheFolder = cacheFolder
            self.largestPlainFile = largestPlainFile
            self.signer = signer
        }
    }

    package init(deliverer: Deliverer, terms: Terms) {
        self.deliverer = deliverer
        self.terms = terms
    }

    package func deliver(_ parcel: Parcel) async throws(TaskFailure) -> DeliveryMade {
        let request = DeliveryRequest(
            target: terms.target, branch: terms.branch,
            files: parcel.files.map { file in
                switch file.content {
                case .file(let path): DeliveryFile(path: file.path, content: .file(path: path))
                case .text(let text): DeliveryFile(path: file.path, content: .bytes(Array(text.utf8)))
                }
            },
            message: DeliveryMessage(
                subject: parcel.subject, body: "", run: parcel.run, issue: parcel.issue.publicName),
            author: terms.author, committer: terms.committer, time: parcel.time, run: parcel.run,
            credential: try await terms.credential(), cacheFolder: terms.cacheFolder,
            largestPlainFile: terms.largestPlainFile, signer: try terms.signer())
        do throws(GitError) {
            let receipt = try await deliverer.deliver(request)
            return DeliveryMade(
                branch: receipt.branch, commit: "\(receipt.commit)", pushedTo: receipt.pushedTo,
                folder: isAddress ? nil : terms.target)
        } catch {
            throw TaskFailure(error.kind, "\(error)")
        }
    }

    private var isAddress: Bool { GitAddress.isAddress(terms.target) }
}

extension GitError {
    /// Whether trying again may help without anybody doing anything.
    fileprivate var kind: TaskFailure.Kind {
        switch self {
        case .unreachable, .moved: .transient(after: nil)
        case .throttled(_, let delay): .transient(after: delay)
        case .notARepository, .storage, .damaged, .unsupported, .badPath, .badBranch, .unreadableFile, .fileTooLarge,
            .pathTaken, .checkedOut, .unauthorised, .forbidden, .notFound, .refused, .rejected, .pushTooLarge,
            .noLargeFiles, .largeFileQuota, .largeFileRefused, .locked, .cancelled:
            .needsPerson
        }
    }
}
