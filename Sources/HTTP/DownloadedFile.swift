package import Core

/// What a download left on the disk.
package struct DownloadedFile: Hashable, Sendable {
    package let path: String
    package let bytes: Int
    /// Of the whole; nil where none was asked for.
    package let sha256: SHA256Digest?
    /// The first 64 bytes, by which it is told what it is: never by what the answer's head claims.
    package let head: [UInt8]

    package enum Digest: Hashable, Sendable { case sha256, none }
}
