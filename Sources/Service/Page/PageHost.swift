package import Content
package import Core
package import GitHub

/// What the page needs from the parts that it does not know.
package protocol PageHost: Sendable {
    /// Who may do what in a repository, by its settings of now.
    func rules(of repository: String) async throws -> AccessRules

    /// What a person may do in a repository, asked afresh.
    func role(of login: String, in repository: String) async throws -> RepositoryRole

    /// A small JPEG of a picture in the state folder; nil where there is none, or it is no picture.
    func thumbnail(of digest: SHA256Digest) async -> [UInt8]?

    /// Checks a file that a person brings in an asset's place, keeps it, and gives what its decision puts into the log.
    ///
    /// Throws `UnfitFile` for one that can't stand there.
    func keep(
        _ bytes: [UInt8], as key: AssetKey, attempt: Int, of view: RunView, by login: String
    ) async throws -> [RoomFact]

    /// Bytes that nobody can guess.
    func randomBytes(_ count: Int) -> [UInt8]

    /// Has what was put into a run's inbox read soon.
    func wake() async

    /// Says what went wrong, for whoever reads the log.
    func tell(_ text: String)
}
