package import Core

/// Why produced bytes could not be kept or given back.
package enum AssetStoreError: Error, Hashable, Sendable {
    /// The disk is full or may not be written; nothing was kept.
    case storage(reason: String, hint: String)
    /// It was never kept here, or was pruned.
    case missing(SHA256Digest)
    /// The file is not what its name says.
    case damaged(SHA256Digest, path: String)
}

extension AssetStoreError {
    init(_ error: FolderError) { self = .storage(reason: error.reason, hint: error.hint) }
}

extension AssetStoreError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .storage(let reason, let hint): "The file could not be kept: \(reason). \(hint)"
        case .missing(let digest):
            "The state folder holds no file \(digest). Run the issue with --fresh to make it again."
        case .damaged(_, let path):
            "'\(path)' was altered after it was made. Delete it and run the issue with --fresh to make it again."
        }
    }
}
