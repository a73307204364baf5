package import Core
import Engine

/// A run, the history and the log as programs read them; what is absent is null, never missing.
package enum RunJSON {
    /// The object of `bot show --json`; `bytes`: what the run takes in the history, where that is known.
    package static func show(_ view: RunView, bytes: Int? = nil) -> JSONValue {
        let board = view.board
        let charter = view.charter
        return [
            "id": .string(board.run.text), "status": .string(board.status.rawValue),
            "issue": issue(charter.issue, title: charter.issueTitle, url: charter.issueURL),
            "brief": charter.brief.json, "tasks": .array(board.tasks.map(task)),
            "assets": .array(view.attempts.map(asset)),
            "prompts": .array(PromptPath.paths(of: view).map(\.json)), "story": StoryLines.json(of: view),
            "cost": [
                "estimate": estimate(charter.estimate), "reservedUSD": usd(board.reserved),
                "spentUSD": usd(board.spent), "unknownUSD": usd(board.unknown),
                "budgetUSD": board.budget.map(usd) ?? .null,
                "predictedUSD": board.predictedOverrun.map(usd) ?? .null,
            ],
            "version": .integer(Int64(board.lastSequence)), "gates": .array(board.gates.map(gate)),
            "delivery": [
                "branch": text(view.delivery?.branch), "commit": text(view.delivery?.commit),
                "pullRequest": text(view.delivery?.pullRequest),
            ],
            "metrics": RunMetrics(view).json, "createdAt": time(charter.createdAt),
            "finishedAt": time(board.finishedAt), "bytes": count(bytes), "prunedAt": .null,
        ]
    }

    /// The same object for a run of which only the account is left.
    package static func show(pruned run: RunSummary) -> JSONValue {
        [
            "id": .string(run.id.text), "status": .string(run.status.rawValue),
            "issue": issue(run.issue, title: run.issueTitle, url: nil), "brief": .null, "tasks": [], "assets": [],
            "prompts": [], "story": .null,
            "cost": [
                "estimate": .null, "reservedUSD": usd(run.reserved), "spentUSD": usd(run.spent),
                "unknownUSD": usd(run.unknown), "budgetUSD": run.budget.map(usd) ?? .null, "predictedUSD": .null,
            ],
            "version": .integer(Int64(run.lastSequence)), "gates": [],
            "delivery": ["branch": .null, "commit": .null, "pullRequest": .null], "metrics": .null,
            "createdAt": time(run.createdAt), "finishedAt": time(run.finishedAt), "bytes": 0,
            "prunedAt": time(run.prunedAt),
        ]
    }

    /// One line of `bot history --json`; `issue` is what `bot run` takes.
    package static func history(_ run: RunSummary, bytes: Int? = nil) -> JSONValue {
        [
            "id": .string(run.id.text), "status": .string(run.status.rawValue),
            "issue": .string(run.issue.description), "createdAt": time(run.createdAt),
            "finishedAt": time(run.finishedAt), "spentUSD": usd(run.spent), "assets": .integer(Int64(run.assets)),
            "bytes": count(bytes), "prunedAt": time(run.prunedAt),
        ]
    }

    /// The lines of `bot events --json`, of a run's events from the first one on.
    package static func events(_ events: some Sequence<StoredEvent>) -> [JSONValue] {
        var trail = EventTrail()
        return events.map { event($0, after: &trail) }
    }

    /// One line of `bot events --json`; a payload that is no JSON is shown as text under `damaged`.
    ///
    /// `trail` has seen the run's earlier events, and sees this one.
    package static func event(_ event: StoredEvent, after trail: inout EventTrail) -> JSONValue {
        let payload: JSONValue
        do {
            let value = try JSONValue(parsing: event.payload)
            payload = value.object == nil ? ["value": value] : value
        } catch {
            payload = ["damaged": .string(event.payload)]
        }
        let note = trail.note(of: event, payload: payload)
        return [
            "seq": .integer(Int64(event.sequence)), "run": .string(event.run.text), "type": .string(event.type),
            "actor": .string(event.actor), "causation": event.causation.map { .integer(Int64($0)) } ?? .null,
            "time": time(event.time), "payload": payload, "pointer": .string(note.pointer), "metadata": note.metadata,
        ]
    }

    /// Also for `bot plan --json`.
    package static func estimate(_ estimate: Estimate) -> JSONValue {
        ["leastUSD": usd(estimate.least), "likelyUSD": usd(estimate.likely), "mostUSD": usd(estimate.most)]
    }

    /// An issue's `repository` and `number` are null for a file, whose `url` is a `file:` address.
    private static func issue(_ identity: IssueIdentity, title: String, url: String?) -> JSONValue {
        switch identity {
        case .github(let repository, let number):
            [
                "repository": .string(repository), "number": .integer(Int64(number)), "title": .string(title),
                "url": text(url),
            ]
        case .file(let path):
            [
                "repository": .null, "number": .null, "title": .string(title),
                "url": .string(url ?? "file://" + ReportLinks.percentEncoded(path)),
            ]
        }
    }

    /// `subject` is what is to be looked at; `shown` its digest, which a decision names.
    private static func gate(_ state: GateState) -> JSONValue {
        let gate = state.gate
        return [
            "id": .string(gate.id.text), "kind": .string(gate.kind.rawValue), "question": .string(gate.question),
            "shown": .string(gate.shown), "status": .string(state.status.rawValue),
            "decidedBy": text(state.decision?.by.login), "decision": text(state.decision?.kind.rawValue),
            "notes": text(state.decision?.notes), "task": text(gate.task?.text), "subject": gate.subject,
            "options": .array(gate.options.map { .string($0.rawValue) }),
            "recommendation": .string(gate.recommendation), "costImpactUSD": usd(gate.costImpact),
            "urgency": .string(gate.urgency.rawValue), "openedAt": time(state.openedAt),
            "closedAt": time(state.closedAt), "deadline": time(gate.deadline),
            "onTimeout": .string(gate.onTimeout.rawValue), "remindedAt": .array(state.remindedAt.map { time($0) }),
        ]
    }

    private static func task(_ state: TaskState) -> JSONValue {
        [
            "id": .string(state.task.id.text), "kind": .string(state.task.uses),
            "status": .string(state.status.rawValue), "needs": .array(state.task.needs.map { .string($0.text) }),
            "attempts": .integer(Int64(state.tries)), "startedAt": time(state.startedAt),
            "finishedAt": time(state.finishedAt), "costUSD": usd(state.spent + state.unknown),
            "error": text(state.failure),
        ]
    }

    static func asset(_ attempt: AttemptView) -> JSONValue {
        let asset = attempt.asset
        var members: [String: JSONValue] = [
            "path": text(attempt.path), "mediaType": .string(asset.mediaType.rawValue),
            "width": .integer(Int64(asset.size.width)), "height": .integer(Int64(asset.size.height)),
            "bytes": .integer(Int64(asset.bytes)), "sha256": .string(asset.sha256.hex),
            "provider": .string(asset.provider), "model": .string(asset.model), "prompt": .string(asset.prompt),
            "seed": .integer(Int64(asset.seed.value)), "attempt": .integer(Int64(asset.attempt)),
            "selected": .bool(attempt.isSelected), "costUSD": usd(asset.cost), "reused": .bool(asset.isReused),
            "reproducible": .bool(asset.isReproducible), "score": attempt.judgement.map { .number($0.score) } ?? .null,
            "verdict": attempt.judgement.map { .string($0.verdict.rawValue) } ?? .null,
            "criteria": .object((attempt.judgement?.criteria ?? [:]).mapValues { .number($0) }),
            "semantic": attempt.semanticJSON,
        ]
        // Where it lies in a store, nothing lies at its path.
        if let address = attempt.address {
            members["path"] = .null
            members["url"] = .string(address)
        }
        return .object(members)
    }

    private static func count(_ count: Int?) -> JSONValue { count.map { .integer(Int64($0)) } ?? .null }
    private static func usd(_ amount: MicroDollars) -> JSONValue { .number(amount.dollars) }
    private static func text(_ text: String?) -> JSONValue { text.map { .string($0) } ?? .null }
    private static func time(_ time: Timestamp?) -> JSONValue { time.map { .string($0.description) } ?? .null }
}
