import Core

/// Check runs: listed by commit, made and changed, by Apps alone.
extension StandInRouter {
    func checks(
        _ words: [String], in name: String, by caller: StandInAccount?, _ state: inout StandInState
    ) -> LoopbackReply {
        guard let repository = state.repositories[name] else { return StandInRenderer.refusal(404, "Not Found") }
        switch (request.method, words.first, words.count) {
        case ("GET", "commits", 3) where words[2] == "check-runs":
            let wanted = request.query["check_name"]
            let found = repository.checks.values.filter { check in
                check.commit == words[1] && (wanted.map { $0 == check.name } ?? true)
            }.sorted { $0.id > $1.id }
            return .json(
                200,
                JSONValue.object([
                    "total_count": .integer(Int64(found.count)), "check_runs": .array(found.map(render)),
                ]).text)
        case ("GET", "check-runs", 2):
            guard let check = Int(words[1]).flatMap({ repository.checks[$0] }) else { break }
            return .json(200, render(check).text)
        case ("POST", "check-runs", 1):
            guard let caller, caller.type == "Bot" else { return Self.isNoApp }
            return change(nil, in: repository, by: caller, &state)
        case ("PATCH", "check-runs", 2):
            guard let caller, caller.type == "Bot" else { return Self.isNoApp }
            guard let check = Int(words[1]).flatMap({ repository.checks[$0] }) else { break }
            return change(check, in: repository, by: caller, &state)
        default: break
        }
        return StandInRenderer.refusal(404, "Not Found")
    }

    private static var isNoApp: LoopbackReply {
        StandInRenderer.refusal(403, "You must authenticate via a GitHub App.")
    }

    private func change(
        _ known: StandInCheck?, in repository: StandInRepository, by caller: StandInAccount,
        _ state: inout StandInState
    ) -> LoopbackReply {
        let value = try? JSONValue(parsing: request.text)  // What is no JSON lacks everything.
        func refusal(_ message: String) -> LoopbackReply {
            StandInRenderer.refusal(422, "Invalid request.", errors: [.string(message)])
        }
        let annotations = value?["output"]?["annotations"]?.array ?? []
        guard annotations.count <= 50 else { return refusal("No more than 50 annotations are allowed.") }
        let actions = value?["actions"]?.array ?? []
        for action in actions {
            for (field, most) in [("label", 20), ("description", 40), ("identifier", 20)] {
                guard let text = action[field]?.string, (1...most).contains(text.count) else {
                    return refusal("\(field) is too long (maximum is \(most) characters)")
                }
            }
        }
        if value?["status"]?.string == "completed", value?["conclusion"]?.string == nil {
            return refusal("conclusion is missing")
        }
        var check: StandInCheck
        if let known {
            check = known
            check.edits += 1
        } else {
            guard let name = value?["name"]?.string, let commit = value?["head_sha"]?.string,
                let title = value?["output"]?["title"]?.string, let summary = value?["output"]?["summary"]?.string
            else { return refusal("name, head_sha, output.title and output.summary are required") }
            check = StandInCheck(
                id: 9_001 + state.repositories.values.reduce(0) { $0 + $1.checks.count }, name: name, commit: commit,
                externalID: value?["external_id"]?.string, author: caller, status: "queued", title: title,
                summary: summary)
        }
        check.status = value?["status"]?.string ?? check.status
        check.conclusion = value?["conclusion"]?.string ?? (check.status == "completed" ? check.conclusion : nil)
        check.title = value?["output"]?["title"]?.string ?? check.title
        check.summary = value?["output"]?["summary"]?.string ?? check.summary
        check.annotations += annotations
        if !actions.isEmpty || value?["actions"] != nil { check.actions = actions }
        state.repositories[repository.name]?.checks[check.id] = check
        return .json(known == nil ? 201 : 200, render(check).text)
    }

    private func render(_ check: StandInCheck) -> JSONValue {
        let slug = check.author.login.replacing("[bot]", with: "")
        return [
            "id": .integer(Int64(check.id)), "name": .string(check.name), "head_sha": .string(check.commit),
            "external_id": check.externalID.map(JSONValue.string) ?? .null, "status": .string(check.status),
            "conclusion": check.conclusion.map(JSONValue.string) ?? .null,
            "app": ["id": 7, "slug": .string(slug), "name": .string(slug)],
            "output": [
                "title": .string(check.title), "summary": .string(check.summary), "text": .null,
                "annotations_count": .integer(Int64(check.annotations.count)),
            ],
        ]
    }
}
