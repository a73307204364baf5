package import Core

extension GitHubTracker: CheckHost {
    /// What GitHub takes of annotations in one request; those of further ones are added to them.
    private static let mostAnnotations = 50

    package func report(_ check: CheckReport) async throws(TrackerError) {
        guard client.isSignedIn, !memory.mayNotCheck, memory.check(of: check.run) != check else { return }
        guard IssueIdentity.isRepository(check.repository) else {
            throw .refused(reason: "'\(check.repository)' is not of the form owner/name")
        }
        do throws(TrackerError) {
            try await bring(check)
            memory.learn(check)
        } catch {
            memory.forgetStanding(of: check.run)
            switch error {
            // Only Apps may write checks: 'bot doctor' says so, and a run needs none.
            case .forbidden, .notFound: memory.mayNotCheck = true
            case .unauthorised, .throttled, .unreachable, .refused: throw error
            }
        }
    }

    private func bring(_ check: CheckReport) async throws(TrackerError) {
        var standing = memory.standing(of: check.run)
        // A person's token makes none, so there is none to look for.
        if standing == nil, try await !isPersonal() { standing = try await found(check) }
        // They are added to those that are there, never taken back: only what is not there yet is sent.
        var rest = check.annotations.dropFirst(standing?.output?.annotations ?? 0)
        if let known = standing, rest.isEmpty, known.conclusion == check.conclusion.rawValue,
            known.output?.title == Self.title(of: check), Self.isSame(known.output?.summary ?? "", check.summary)
        {
            return
        }
        repeat {
            let part = Array(rest.prefix(Self.mostAnnotations))
            rest = rest.dropFirst(part.count)
            let body = Self.body(of: check, part, isLast: rest.isEmpty)
            if let known = standing {
                var call = self.call("PATCH", "/check-runs/\(known.id)", of: check)
                call.body = body
                call.isRepeatable = part.isEmpty
                if part.isEmpty { call.edits = call.target }
                // Where an answer is lost the next report sees by their number whether these have arrived.
                standing = try await reading(CheckRunReply.self, call).reply
            } else {
                standing = try await make(check, body)
            }
            if let standing { memory.learn(standing, of: check.run) }
        } while !rest.isEmpty
    }

    private func isPersonal() async throws(TrackerError) -> Bool {
        guard case .account(let login) = try await authorship() else { return false }
        return !login.hasSuffix("[bot]")
    }

    /// The check of this run, made before by this process or another one.
    private func found(_ check: CheckReport) async throws(TrackerError) -> CheckRunReply? {
        let authorship = try await authorship()
        let query = "check_name=\(PercentEncoding.encode(check.name))&filter=all&per_page=100"
        let call = call("GET", "/commits/\(check.commit)/check-runs?\(query)", of: check)
        do throws(TrackerError) {
            return try await reading(CheckRunsReply.self, call).reply.runs.first { run in
                run.name == check.name && run.externalID == check.run.text && authorship.owns(run.app)
            }
        } catch {
            guard case .notFound = error else { throw error }
            return nil
        }
    }

    /// Adds it once: where the answer was lost it is looked for before it is made again.
    private func make(_ check: CheckReport, _ body: JSONValue) async throws(TrackerError) -> CheckRunReply {
        var call = call("POST", "/check-runs", of: check)
        guard case .object(var members) = body else { throw .refused(reason: "a check is no object") }
        members["name"] = .string(check.name)
        members["head_sha"] = .string(check.commit)
        members["external_id"] = .string(check.run.text)
        call.body = .object(members)
        call.isRepeatable = false
        var delays = GitHubClient.backoff[...]
        while true {
            do throws(GitHubFailure) {
                return try await client.read(CheckRunReply.self, call).reply
            } catch {
                guard case .lost(let reason) = error, let delay = delays.popFirst() else { throw error.error }
                do throws(GitHubFailure) { try await client.pause(delay) } catch { throw reason }
                if let made = try await found(check) { return made }
            }
        }
    }

    /// It is completed with the last of its annotations.
    private static func body(
        of check: CheckReport, _ annotations: [CheckReport.Annotation], isLast: Bool
    ) -> JSONValue {
        var output: [String: JSONValue] = [
            "title": .string(title(of: check)), "summary": .string(String(check.summary.prefix(60_000))),
        ]
        if !annotations.isEmpty { output["annotations"] = .array(annotations.map(json)) }
        var members: [String: JSONValue] = ["output": .object(output)]
        members["details_url"] = check.page.map(JSONValue.string)
        if isLast {
            members["status"] = "completed"
            members["conclusion"] = .string(check.conclusion.rawValue)
            members["actions"] = .array(
                check.actions.prefix(3).map { action in
                    [
                        "label": .string(String(action.label.prefix(20))),
                        "description": .string(String(action.description.prefix(40))),
                        "identifier": .string(String(action.identifier.prefix(20))),
                    ]
                })
        } else {
            members["status"] = "in_progress"
        }
        return .object(members)
    }

    private static func title(of check: CheckReport) -> String { PlainText.clean(check.title, limit: 200) }

    private static func json(_ annotation: CheckReport.Annotation) -> JSONValue {
        [
            // A picture has no lines, and GitHub wants one all the same.
            "path": .string(annotation.path), "start_line": 1, "end_line": 1,
            "annotation_level": .string(annotation.level.rawValue),
            "title": .string(PlainText.clean(annotation.title, limit: 200)),
            "message": .string(PlainText.clean(annotation.message, keepsLines: true, limit: 8_000)),
        ]
    }

    private func call(_ method: String, _ rest: String, of check: CheckReport) -> GitHubCall {
        var call = GitHubCall(
            method, "/repos/\(check.repository)\(rest)", about: "The check of \(check.commit.prefix(10))")
        call.permission = .checks
        return call
    }
}

extension Authorship {
    /// Whether a check was made by the App that we are; one that can't ask who it is takes its own name for enough.
    fileprivate func owns(_ app: ActingAppReply?) -> Bool {
        switch self {
        case .account(let login): app?.slug.map { "\($0)[bot]".lowercased() == login.lowercased() } ?? true
        case .anyApp: true
        case .nobody: false
        }
    }
}
