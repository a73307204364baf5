import Core

/// Reads single tasks of a workflow, and gathers their problems.
struct WorkflowTaskReader {
    let agents: Set<String>
    var problems: ResourceProblems

    private static let keys = [
        "id", "uses", "needs", "foreach", "follows", "when", "retry", "review", "priority", "onFailure",
        "checkpoint", "revises", "locks", "with",
    ]

    /// Nil where it has no usable `id`; everything else that is wrong is noted and left at its default.
    mutating func task(_ node: YAMLNode) -> PlacedTask? {
        guard let members = MappingReader(node, "A task", known: Self.keys, problems: &problems) else { return nil }
        guard let id = identifier(members) else { return nil }
        let needs = members.texts("needs", problems: &problems)
        let follows = members.texts("follows", problems: &problems)
        let review = review(members)
        let condition = condition(members)
        let task = WorkflowTask(
            id: id, uses: agent(members), needs: needs.map(\.text), forEach: forEach(members),
            follows: follows.map(\.text), condition: condition, retry: retry(members), review: review?.policy,
            priority: members.integer("priority", in: 1...5, problems: &problems) ?? 3,
            onFailure: onFailure(members), checkpoint: members.text("checkpoint", problems: &problems),
            locks: members.texts("locks", problems: &problems).map(\.text),
            revises: members.text("revises", problems: &problems),
            parameters: parameters(members))
        return PlacedTask(
            task: task, mark: members.mark(of: "id"), needs: needs, follows: follows, regeneratesMark: review?.mark,
            revisesMark: members["revises"]?.mark, conditionMark: condition == nil ? nil : members["when"]?.mark)
    }

    private mutating func identifier(_ members: MappingReader) -> String? {
        guard members["id"] != nil else {
            problems.add(members.mark, "A task has no 'id'.")
            return nil
        }
        guard let id = members.text("id", problems: &problems) else { return nil }
        guard id.utf8.count <= 40, let first = id.first, first.isASCII, first.isLetter,
            id.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-" || $0 == "_") })
        else {
            problems.add(
                members.mark(of: "id"),
                "'\(id.prefix(60))' can't be an 'id': at most 40 letters, digits, '-' and '_', a letter first.")
            return nil
        }
        return id
    }

    private mutating func agent(_ members: MappingReader) -> String {
        guard members["uses"] != nil else {
            problems.add(members.mark, "A task has no 'uses'.", hint: "It names the agent that performs the task.")
            return ""
        }
        guard let name = members.text("uses", problems: &problems) else { return "" }
        if !agents.contains(name) {
            problems.addUnknown("agent", name, at: members.mark(of: "uses"), known: agents.sorted())
        }
        return name
    }

    private mutating func forEach(_ members: MappingReader) -> AssetGroup? {
        guard let node = members["foreach"] else { return nil }
        if let group = node.text.flatMap(AssetGroup.init(rawValue:)) { return group }
        problems.add(
            node.mark,
            "'foreach' must be brief.assets, or of a story brief.scenes, brief.videos or brief.film, "
                + "found \(node.kind).")
        return .all
    }

    private mutating func retry(_ members: MappingReader) -> RetryPolicy {
        let plain = RetryPolicy()
        guard let node = members["retry"],
            let retry = MappingReader(
                node, "'retry'", known: ["tries", "backoff", "longest"], problems: &problems)
        else { return plain }
        let rest: ClosedRange<Duration> = .zero ... .seconds(3600)
        return RetryPolicy(
            tries: retry.integer("tries", in: 1...20, problems: &problems) ?? plain.tries,
            backoff: retry.duration("backoff", in: rest, problems: &problems) ?? plain.backoff,
            longest: retry.duration("longest", in: rest, problems: &problems) ?? plain.longest)
    }

    private mutating func onFailure(_ members: MappingReader) -> FailurePolicy {
        guard let text = members.text("onFailure", problems: &problems) else { return .fail }
        guard let policy = FailurePolicy(rawValue: text) else {
            problems.addUnknown(
                "value of 'onFailure':", text, at: members.mark(of: "onFailure"),
                known: FailurePolicy.allCases.map(\.rawValue))
            return .fail
        }
        return policy
    }

    private mutating func review(_ members: MappingReader) -> (policy: ReviewPolicy, mark: YAMLMark)? {
        guard let node = members["review"],
            let review = MappingReader(node, "'review'", known: ["regenerates"], problems: &problems)
        else { return nil }
        guard review["regenerates"] != nil else {
            problems.add(node.mark, "'review' has no 'regenerates'.", hint: "It names the task that makes the asset.")
            return nil
        }
        guard let task = review.text("regenerates", problems: &problems) else { return nil }
        return (ReviewPolicy(regenerates: task), review.mark(of: "regenerates"))
    }

    private mutating func condition(_ members: MappingReader) -> Condition? {
        guard let node = members["when"] else { return nil }
        guard let text = node.text else {
            problems.add(node.mark, "'when' must be a condition, as 'brief.count > 1', found \(node.kind).")
            return nil
        }
        do {
            let condition = try Condition(parsing: text)
            for path in condition.paths where path.members[0] == "brief" {
                guard BriefField(rawValue: path.members[1]) == nil else { continue }
                problems.addUnknown(
                    "field of a brief", path.members[1], at: node.mark(atByte: path.offset, of: text),
                    known: BriefField.allCases.map(\.rawValue))
            }
            return condition
        } catch {
            problems.add(node.mark(atByte: error.offset, of: text), error.message)
            return nil
        }
    }

    private mutating func parameters(_ members: MappingReader) -> JSONValue {
        guard let node = members["with"] else { return .object([:]) }
        if node.members == nil { problems.add(node.mark, "'with' must be a mapping, found \(node.kind).") }
        return node.json
    }
}
