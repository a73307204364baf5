package import Core
import HTTP

extension GitHubTracker {
    /// Makes a label in a repository unless it has one of that name, whose colour then stays as it is.
    ///
    /// `colour`: six hexadecimal digits; `description`: at most 100 characters.
    package func ensureLabel(
        _ name: String, colour: String, description: String, in repository: String
    ) async throws(TrackerError) {
        guard !memory.knows(label: name, of: repository) else { return }
        let subject = "Label '\(name)' of \(repository)"
        do throws(TrackerError) {
            try await sending(
                GitHubCall("GET", "/repos/\(repository)/labels/\(PercentEncoding.encode(name))", about: subject))
        } catch {
            guard case .notFound = error else { throw error }
            let body: JSONValue = [
                "name": .string(name), "color": .string(colour), "description": .string(description),
            ]
            do throws(GitHubFailure) {
                try await client.send(
                    GitHubCall("POST", "/repos/\(repository)/labels", body: body, about: subject))
            } catch {
                // 422: another process has made it meanwhile; GitHub says so of nothing else that is sent here.
                guard case .refused(let reason) = error.error, reason.hasSuffix("(422)") else { throw error.error }
            }
        }
        memory.learn(label: name, of: repository)
    }

    /// The names of the labels that an issue has.
    package func labels(of identity: IssueIdentity) async throws(TrackerError) -> [String] {
        let call = GitHubCall(
            "GET", try path(of: identity) + "/labels?per_page=100", about: "The labels of issue \(identity)")
        return try await reading([IssueReply.Label].self, call).reply.compactMap(\.name)
    }

    /// Whether an issue has changed since this was last asked here; true at the first time, and where it is gone.
    package func hasChanged(_ identity: IssueIdentity) async throws(TrackerError) -> Bool {
        var call = GitHubCall("GET", try path(of: identity), about: "Issue \(identity)")
        call.etag = memory[etag: identity]
        do throws(GitHubFailure) {
            let response = try await client.send(call)
            guard response.status != 304 else { return false }
            memory[etag: identity] = response.headers["etag"]
        } catch {
            guard case .notFound = error.error else { throw error.error }
        }
        return true
    }

    /// The issues with a label, those changed last at the end: all that are open, or all that were changed at a time or later.
    ///
    /// `etag`: names the last answer to the same question.
    package func issues(
        labelled label: String, of repository: String, since: Timestamp? = nil, etag: String? = nil
    ) async throws(TrackerError) -> IssueListing {
        guard IssueIdentity.isRepository(repository) else {
            throw .refused(reason: "'\(repository)' is not of the form owner/name")
        }
        var query = "labels=\(PercentEncoding.encode(label))&sort=updated&direction=asc&per_page=100"
        query += since.map { "&state=all&since=\(String($0.description.prefix(19)))Z" } ?? "&state=open"
        var call = GitHubCall("GET", "/repos/\(repository)/issues?\(query)", about: "The issues of \(repository)")
        call.etag = etag
        let response: HTTPResponse
        do throws(GitHubFailure) { response = try await client.send(call) } catch { throw error.error }
        let rest = response.headers["x-poll-interval"].flatMap { Int($0) }.map {
            Duration.seconds(min(3600, max(0, $0)))
        }
        if response.status == 304 { return IssueListing(entries: nil, etag: etag, rest: rest) }
        var entries: [IssueListing.Entry] = []
        try await pages([ListedIssueReply].self, call, from: response) { page, _ in
            for entry in page where entry.pullRequest == nil {
                entries.append(IssueListing.Entry(number: entry.number, updatedAt: Timestamp(reply: entry.updatedAt)))
            }
            return true
        }
        return IssueListing(entries: entries, etag: response.headers["etag"], rest: rest)
    }
}
