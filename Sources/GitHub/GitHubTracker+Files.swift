package import Core
import HTTP

extension GitHubTracker {
    /// A text file of the default branch, at most 1 MB; nil where the repository has none of that path.
    package func file(_ path: String, of repository: String) async throws(TrackerError) -> String? {
        guard IssueIdentity.isRepository(repository) else {
            throw .refused(reason: "'\(repository)' is not of the form owner/name")
        }
        let place = path.split(separator: "/").map { PercentEncoding.encode(String($0)) }.joined(separator: "/")
        let call = GitHubCall("GET", "/repos/\(repository)/contents/\(place)", about: "\(path) of \(repository)")
        do throws(TrackerError) {
            guard let text = try await reading(FileReply.self, call).reply.text else {
                throw TrackerError.refused(reason: "\(path) of \(repository) is over 1 MB or not text")
            }
            return text
        } catch {
            guard case .notFound = error else { throw error }
            return nil
        }
    }

    /// The bytes of a file of the default branch, whatever it holds; nil where there is none.
    ///
    /// GitHub refuses files over 100 MB.
    package func bytes(_ path: String, of repository: String) async throws(TrackerError) -> [UInt8]? {
        guard IssueIdentity.isRepository(repository) else {
            throw .refused(reason: "'\(repository)' is not of the form owner/name")
        }
        let place = path.split(separator: "/").map { PercentEncoding.encode(String($0)) }.joined(separator: "/")
        var call = GitHubCall("GET", "/repos/\(repository)/contents/\(place)", about: "\(path) of \(repository)")
        call.accepts = "application/vnd.github.raw+json"
        do throws(GitHubFailure) {
            return try await client.send(call).body
        } catch {
            guard case .notFound = error.error else { throw error.error }
            return nil
        }
    }

    /// The names of the files in a folder of the default branch, in order; none where the repository has no such folder.
    package func files(in folder: String, of repository: String) async throws(TrackerError) -> [String] {
        guard IssueIdentity.isRepository(repository) else {
            throw .refused(reason: "'\(repository)' is not of the form owner/name")
        }
        let place = folder.split(separator: "/").map { PercentEncoding.encode(String($0)) }.joined(separator: "/")
        let call = GitHubCall("GET", "/repos/\(repository)/contents/\(place)", about: "\(folder) of \(repository)")
        do throws(TrackerError) {
            return try await reading([FolderEntryReply].self, call).reply.filter { $0.type == "file" }.map(\.name)
                .sorted()
        } catch {
            guard case .notFound = error else { throw error }
            return []
        }
    }
}
