import Core
import HTTP

extension LFSServer {
    /// Enough for any repository; a server that goes on for ever is not listened to.
    private static let mostPages = 100

    /// Throws where somebody else has locked one of some paths.
    ///
    /// A server without locking has locked nothing.
    func respectLocks(on paths: [RepositoryPath], for reference: String) async throws(GitError) {
        let paths = Set(paths.map(\.text))
        var cursor: String?
        for _ in 0..<Self.mostPages {
            var question: [String: JSONValue] = ["ref": ["name": .string(reference)]]
            question["cursor"] = cursor.map(JSONValue.string)
            let response = try await ask("/locks/verify", .object(question))
            if [404, 405, 410, 501].contains(response.status) { return }
            guard response.status == 200 else { throw fault(response) }
            // What is wrong with the text says no more than that it is no answer.
            guard let json = try? JSONValue(parsing: String(decoding: response.body, as: UTF8.self)) else {
                throw .refused(remote: address, reason: "its answer about locks is not JSON")
            }
            for lock in json["theirs"]?.array ?? [] {
                guard let path = lock["path"]?.string, paths.contains(path) else { continue }
                throw .locked(
                    path: path, by: GitText.line(lock["owner"]?["name"]?.string ?? "somebody else", limit: 100),
                    since: GitText.line(lock["locked_at"]?.string ?? "", limit: 40))
            }
            guard let next = json["next_cursor"]?.string, !next.isEmpty else { return }
            cursor = next
        }
        throw .refused(remote: address, reason: "its list of locks has no end")
    }
}
