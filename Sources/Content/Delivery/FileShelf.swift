package import Core

/// Where large files go instead of into the delivery; each has an address there that stays.
package protocol FileShelf: Sendable {
    /// Whether a file of so many bytes belongs there.
    func takes(_ bytes: Int) -> Bool

    /// Keeps a file and gives its address; doing it twice keeps it once.
    func keep(
        fileAt path: String, bytes: Int, sha256: SHA256Digest, mediaType: MediaType
    ) async throws(TaskFailure) -> String
}
