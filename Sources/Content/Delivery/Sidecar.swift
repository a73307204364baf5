import Core

/// The JSON beside an asset: everything needed to make it again, and what it scored.
struct Sidecar {
    let asset: Asset
    let judgement: Judgement?
    /// What the score and each criterion had to reach, by name; empty where nothing was frozen for the run.
    let thresholds: [String: Double]
    let order: TaskOrder
    /// What became of the run's prompts.
    let prompts: PromptHistory
    let layout: DeliveryLayout
    /// Where the asset lies, if in a store; nil: in the delivery.
    var address: String?

    var text: String { json.prettyText + "\n" }

    /// The members of one asset, as the sidecar and the manifest hold them.
    var json: JSONValue {
        let brief = order.brief
        let item = Story(order.records).item(asset.key, of: brief)
        var members: [String: JSONValue] = [
            "path": address == nil ? .string(layout.path(of: asset)) : .null, "sha256": .string(asset.sha256.hex),
            "mediaType": .string(asset.mediaType.rawValue), "width": .integer(Int64(asset.size.width)),
            "height": .integer(Int64(asset.size.height)), "bytes": .integer(Int64(asset.bytes)),
            "key": .string(asset.key.text), "attempt": .integer(Int64(asset.attempt)),
            "provider": .string(asset.provider), "model": .string(asset.model), "prompt": .string(asset.prompt),
            "seed": .integer(Int64(asset.seed.value)), "reproducible": .bool(asset.isReproducible),
            "baseSeed": .integer(Int64(brief.seed.value)),
            "costUSD": .number(asset.cost.dollars), "reused": .bool(asset.isReused), "signed": .bool(asset.isSigned),
            "run": .string(order.run.text), "issue": .string(issue), "createdAt": .string(order.createdAt.description),
            "request": [
                "size": .string((item?.size ?? brief.size).description),
                "format": .string(brief.format.format), "quality": .string(brief.quality.rawValue),
                "threshold": .integer(Int64(brief.threshold)),
                "palette": .array(brief.palette.map { .string($0.name) }),
                "negativePrompt": brief.negativePrompt.map(JSONValue.string) ?? .null,
                "style": brief.style.map(JSONValue.string) ?? .null,
            ],
        ]
        members["url"] = address.map(JSONValue.string)
        if let film = asset.film {
            members["seconds"] = .number(Double(film.duration.milliseconds) / 1000)
            members["framesPerSecond"] = .number(film.framesPerSecond)
            if film.poster != nil { members["poster"] = .string(layout.poster(of: asset)) }
        }
        if prompts.prompt(of: asset.key) != nil, let item {
            members["originalPrompt"] = .string(item.prompt)
            members["promptSteps"] = .array(
                prompts.steps(of: asset.key).map {
                    ["step": .string($0.step), "model": .string($0.model), "prompt": .string($0.text)]
                })
        }
        if let judgement {
            members["score"] = .number(judgement.score)
            members["verdict"] = .string(judgement.verdict.rawValue)
            members["criteria"] = .object(judgement.criteria.mapValues(JSONValue.number))
            members["thresholds"] = .object(thresholds.mapValues(JSONValue.number))
        }
        return .object(members)
    }

    /// A file's name only: the path of somebody's machine does not belong in a repository.
    private var issue: String { order.issue.publicName }
}

extension IssueIdentity {
    /// The issue as a delivery may name it: `owner/name#12`, or a Markdown file's name without its folder, in one line.
    package var publicName: String {
        switch self {
        case .github: description
        case .file(let path):
            String((path.split(separator: "/").last ?? "").map { $0.isNewline ? " " : $0 })
        }
    }
}
