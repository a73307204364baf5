/// Folders of files that hosts without a common disk share, each moved as a whole by compare-and-swap.
package protocol SharedShelf: Sendable {
    /// Where the folders stand now whose names begin so.
    func tips(under prefix: String) async throws(SharedShelfError) -> [String: ShelfVersion]

    /// The files of a folder by their paths.
    func files(at version: ShelfVersion) async throws(SharedShelfError) -> [String: ShelfFile]

    /// Throws `SharedShelfError.damaged` for a file of more than `limit` bytes.
    func content(of file: ShelfFile, atMost limit: Int) async throws(SharedShelfError) -> [UInt8]

    /// Moves all of the folders or none of them.
    func swap(_ changes: [ShelfChange]) async throws(SharedShelfError) -> ShelfOutcome
}
