package import Core
package import ObjectStore

/// Keeps files over a size in a bucket of an S3-compatible store.
package struct BucketShelf: FileShelf {
    private let bucket: @Sendable () throws(S3Error) -> S3Bucket
    private let largestPlainFile: Int

    /// `bucket` is asked for when the first file is to be kept: its sign-in may be missing, and nothing be large.
    package init(largestPlainFile: Int, bucket: @escaping @Sendable () throws(S3Error) -> S3Bucket) {
        self.largestPlainFile = largestPlainFile
        self.bucket = bucket
    }

    package func takes(_ bytes: Int) -> Bool { bytes > largestPlainFile }

    package func keep(
        fileAt path: String, bytes: Int, sha256: SHA256Digest, mediaType: MediaType
    ) async throws(TaskFailure) -> String {
        do throws(S3Error) {
            return try await bucket().keep(fileAt: path, bytes: bytes, sha256: sha256, mediaType: mediaType)
        } catch {
            throw TaskFailure(error.kind, "\(error)")
        }
    }
}

extension S3Error {
    /// Whether trying again may help without anybody doing anything.
    fileprivate var kind: TaskFailure.Kind {
        switch self {
        case .unreachable: .transient(after: nil)
        case .throttled(_, let delay): .transient(after: delay)
        case .noCredential, .forbidden, .noBucket, .wrongRegion, .wrongClock, .full, .taken, .refused, .unreadableFile,
            .cancelled:
            .needsPerson
        }
    }
}
