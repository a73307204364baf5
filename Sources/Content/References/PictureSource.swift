package import Core

/// Gives the bytes of a picture that an issue refers to: an address on the web, or a path inside the repository.
package protocol PictureSource: Sendable {
    /// Throws a `TaskFailure` that says why they can't be had, fit to be shown.
    ///
    /// What is larger than `largest` bytes is refused while it comes in.
    func bytes(of reference: String, largest: Int) async throws(TaskFailure) -> [UInt8]
}
