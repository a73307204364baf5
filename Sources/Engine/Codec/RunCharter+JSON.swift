package import Core

extension RunCharter {
    package var json: JSONValue {
        var members: [String: JSONValue] = [
            "issue": .string(issue.description), "title": .string(issueTitle), "author": .string(author),
            "brief": brief.json, "workflow": .string(workflow), "request": .string(requestDigest),
            "estimate": [
                "least": .integer(estimate.least.count), "likely": .integer(estimate.likely.count),
                "most": .integer(estimate.most.count),
            ],
            "createdAt": .integer(createdAt.milliseconds), "delivery": delivery,
        ]
        if !settings.isEmpty { members["settings"] = .string(settings) }
        if models != .null { members["models"] = models }
        members["url"] = issueURL.map(JSONValue.string)
        members["budget"] = budget.map { .integer($0.count) }
        return .object(members)
    }

    package init?(json: JSONValue) {
        guard let issue = json["issue"]?.string.flatMap(IssueIdentity.init), let title = json["title"]?.string,
            let brief = json["brief"].flatMap(Brief.init(json:)), let workflow = json["workflow"]?.string,
            let request = json["request"]?.string, let createdAt = json.time("createdAt")
        else { return nil }
        let estimate = json["estimate"] ?? .null
        self.init(
            issue: issue, issueTitle: title, issueURL: json["url"]?.string, author: json["author"]?.string ?? "",
            brief: brief, workflow: workflow, requestDigest: request,
            estimate: Estimate(
                least: estimate.amount("least"), likely: estimate.amount("likely"), most: estimate.amount("most")),
            budget: json["budget"].map { _ in json.amount("budget") }, createdAt: createdAt,
            settings: json["settings"]?.string ?? "", models: json["models"] ?? .null,
            delivery: json["delivery"] ?? .null)
    }
}
