package import Core
package import HTTP

/// The tokens of a GitHub App's installations: asked for when used, for one repository each, and renewed ahead of their end.
package actor AppTokens: AccessTokens {
    /// GitHub's tokens live for an hour; one that is used in its last ten minutes might end within a push.
    private static let reserve = Duration.seconds(600)

    private let app: GitHubClient
    private let time: any TimeSource
    private var held: [String: InstallationToken] = [:]
    /// Those that are being asked for, so that many calls at once ask for one.
    private var asked: [String: Task<Result<InstallationToken, TrackerError>, Never>] = [:]
    private var login: String?

    package init(_ identity: AppIdentity, apiURL: String, http: HTTPClient, time: any TimeSource) {
        app = GitHubClient(apiURL: apiURL, tokens: identity, signIn: .app, http: http, time: time)
        self.time = time
    }

    /// What GitHub has tried to deliver to the App.
    package nonisolated var hooks: HookLog { HookLog(client: app) }

    package func token(for repository: String?) async throws(TrackerError) -> String? {
        guard let repository else { return nil }
        return try await grant(for: repository).token
    }

    package func discard(_ token: String, for repository: String?) -> Bool {
        guard let repository else { return false }
        // Another call may have had a fresh one meanwhile.
        if held[repository]?.token == token { held[repository] = nil }
        return true
    }

    /// An App writes under its short name: `showrunner[bot]`.
    package func account() async throws(TrackerError) -> String? {
        if let login { return login }
        let reply = try await app.reading(AppReply.self, GitHubCall("GET", "/app", about: "The App"))
        login = reply.slug + "[bot]"
        return login
    }

    /// The token for a repository with what it allows.
    package func grant(for repository: String) async throws(TrackerError) -> InstallationToken {
        let known = held[repository]
        if let known, known.expires - time.now() > Self.reserve { return known }
        let task = asked[repository] ?? Task { await ask(repository) }
        asked[repository] = task
        let result = await task.value
        asked[repository] = nil
        switch result {
        case .success(let token):
            held[repository] = token
            return token
        case .failure(let error):
            // One that GitHub does not renew at the moment is good until its end.
            guard let known, held[repository] == known, known.expires > time.now() else { throw error }
            return known
        }
    }

    private func ask(_ repository: String) async -> Result<InstallationToken, TrackerError> {
        do throws(TrackerError) {
            guard IssueIdentity.isRepository(repository) else {
                throw .refused(reason: "'\(repository)' is not of the form owner/name")
            }
            let place = GitHubCall(
                "GET", "/repos/\(repository)/installation", about: "The App's installation in \(repository)")
            let id = try await app.reading(InstallationReply.self, place).id
            let name = repository.split(separator: "/").last.map(String.init) ?? repository
            var call = GitHubCall(
                "POST", "/app/installations/\(id)/access_tokens", body: ["repositories": [.string(name)]],
                about: "A token for \(repository)")
            call.isWrite = false  // It changes nothing that anybody sees, and everything waits for it.
            return .success(try await app.reading(InstallationTokenReply.self, call).token(at: time.now()))
        } catch {
            return .failure(error)
        }
    }
}

extension GitHubClient {
    fileprivate func reading<Reply: Decodable>(
        _ type: Reply.Type, _ call: GitHubCall
    ) async throws(TrackerError) -> Reply {
        do throws(GitHubFailure) {
            return try await read(type, call).reply
        } catch {
            throw error.error
        }
    }
}
