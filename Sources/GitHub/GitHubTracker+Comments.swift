package import Core

extension GitHubTracker {
    /// GitHub's own limit, marker line included.
    package static let longestComment = 65_536

    package func putComment(
        _ body: String, marker: CommentMarker, on identity: IssueIdentity
    ) async throws(TrackerError) -> PostedComment {
        let text = "\(marker.line)\n\(body)"
        // UTF-16 units are never fewer than the characters that GitHub counts.
        guard text.utf16.count <= Self.longestComment else {
            throw .refused(
                reason: "a comment of \(text.utf16.count) characters is longer than the \(Self.longestComment) that "
                    + "GitHub takes")
        }
        guard client.isSignedIn else {
            throw .unauthorised(hint: "Set GITHUB_TOKEN to a token that may write the repository's issues.")
        }
        let place = TrackerMemory.Place(issue: identity, marker: marker)
        if let known = memory[place] {
            if let comment = try await update(known, at: place, to: text) { return comment }
            memory[place] = nil  // Somebody has deleted it.
        }
        // Two that look for it at once would both find none, and post one each.
        await memory.enter(place)
        let found: PostedComment?
        do throws(TrackerError) {
            if let known = memory[place] {
                found = known
            } else {
                found = try await self.comment(marker: marker, on: identity)
            }
            guard let found else {
                let comment = try await post(text, marker: marker, on: identity)
                memory[place] = comment
                memory.leave(place)
                return comment
            }
            if memory[place] == nil { memory[place] = found }
        } catch {
            memory.leave(place)
            throw error
        }
        memory.leave(place)
        if let found, let comment = try await update(found, at: place, to: text) { return comment }
        let comment = try await post(text, marker: marker, on: identity)
        memory[place] = comment
        return comment
    }

    package func comment(
        marker: CommentMarker, on identity: IssueIdentity
    ) async throws(TrackerError) -> PostedComment? {
        let authorship = try await authorship()
        guard authorship != .nobody else { return nil }
        let call = GitHubCall(
            "GET", try path(of: identity) + "/comments?per_page=100", about: "The comments of issue \(identity)")
        var found: PostedComment?
        try await pages([CommentReply].self, call) { comments, _ in
            // The oldest counts: a copy of the marker can only be younger than the comment that showed it.
            found = comments.first { authorship.owns($0) && marker.marks($0.body ?? "") }?.comment
            return found == nil
        }
        return found
    }

    /// Edits a comment unless it says the same already and nobody is about to change that; nil where it is gone.
    private func update(
        _ comment: PostedComment, at place: TrackerMemory.Place, to text: String
    ) async throws(TrackerError) -> PostedComment? {
        if Self.isSame(comment.body, text), !memory.isEdited(place) { return comment }
        var call = GitHubCall(
            "PATCH", try commentPath(comment.id, on: place.issue), body: ["body": .string(text)],
            about: "The bot's comment on issue \(place.issue)")
        call.edits = call.target
        memory.beginEdit(of: place)
        defer { memory.endEdit(of: place) }
        do throws(TrackerError) {
            let comment = try await reading(CommentReply.self, call).reply.comment
            memory[place] = comment
            return comment
        } catch {
            guard case .notFound = error else { throw error }
            return nil
        }
    }

    /// Adds a comment once: where the answer to it was lost, its marker is looked for before it is posted again.
    private func post(
        _ text: String, marker: CommentMarker, on identity: IssueIdentity
    ) async throws(TrackerError) -> PostedComment {
        var call = GitHubCall(
            "POST", try path(of: identity) + "/comments", body: ["body": .string(text)], about: "Issue \(identity)")
        call.isRepeatable = false
        var delays = GitHubClient.backoff[...]
        while true {
            do throws(GitHubFailure) {
                return try await client.read(CommentReply.self, call).reply.comment
            } catch {
                guard case .lost(let reason) = error, let delay = delays.popFirst() else { throw error.error }
                do throws(GitHubFailure) { try await client.pause(delay) } catch { throw reason }
                if let posted = try await comment(marker: marker, on: identity) { return posted }
            }
        }
    }

    /// The login of the token's account; nil for a kind of token that may not ask, and without one.
    package func login() async throws(TrackerError) -> String? {
        guard case .account(let login) = try await authorship() else { return nil }
        return login
    }

    /// Who we are, asked once: the token's account, or, where its kind may not ask, an app.
    func authorship() async throws(TrackerError) -> Authorship {
        guard client.isSignedIn else { return .nobody }
        if let known = memory.authorship { return known }
        if let login = try await client.account() {
            memory.authorship = .account(login: login)
            return .account(login: login)
        }
        let authorship: Authorship
        do throws(TrackerError) {
            let call = GitHubCall("GET", "/user", about: "The token's account")
            let user = try await reading(UserReply.self, call).reply
            authorship = .account(login: user.login)
        } catch {
            switch error {
            case .forbidden, .notFound: authorship = .anyApp
            case .unauthorised, .throttled, .unreachable, .refused: throw error
            }
        }
        memory.authorship = authorship
        return authorship
    }

    func commentPath(_ id: String, on identity: IssueIdentity) throws(TrackerError) -> String {
        guard case .github(let repository, _) = identity else {
            throw .refused(reason: "'\(identity)' is not an issue on GitHub")
        }
        return "/repos/\(repository)/issues/comments/\(id)"
    }

    /// GitHub may keep line ends and blanks at the end otherwise than they were sent.
    static func isSame(_ left: String, _ right: String) -> Bool { normalised(left) == normalised(right) }

    private static func normalised(_ text: String) -> [UInt8] {
        var bytes = text.utf8.filter { $0 != 0x0d }
        while let last = bytes.last, last == 0x0a || last == 0x20 { bytes.removeLast() }
        return bytes
    }
}
