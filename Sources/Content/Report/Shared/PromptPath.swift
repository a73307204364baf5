import Core

/// How the prompt of one asset became the one that was used, as reports show it.
struct PromptPath: Hashable, Sendable {
    let key: AssetKey
    let original: String
    /// In order; the last one's text was used unless `kept` says otherwise.
    let steps: [PromptRewritten]
    /// Why the original was used; nil where it was not.
    let kept: PromptKept?

    /// Of the assets whose prompts were worked on, in plan order.
    static func paths(of view: RunView) -> [PromptPath] {
        guard !view.prompts.isEmpty else { return [] }
        return view.items.compactMap { item in
            let path = PromptPath(
                key: item.key, original: item.prompt, steps: view.prompts.steps(of: item.key),
                kept: view.prompts.kept(of: item.key))
            return path.steps.isEmpty && path.kept == nil ? nil : path
        }
    }

    var json: JSONValue {
        [
            "asset": .string(key.text), "original": .string(original),
            "kept": kept.map { .string($0.reason) } ?? .null,
            "steps": .array(
                steps.map { step in
                    [
                        "step": .string(step.step), "model": .string(step.model), "prompt": .string(step.text),
                        "costUSD": .number(step.cost.dollars), "reused": .bool(step.isReused),
                    ]
                }),
        ]
    }
}
