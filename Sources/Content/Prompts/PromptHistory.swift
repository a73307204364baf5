package import Core

/// What has become of a run's prompts, folded from the records of its log.
package struct PromptHistory: Hashable, Sendable {
    /// The steps of each asset, by their numbers.
    private var steps: [AssetKey: [Int: PromptRewritten]] = [:]
    private var kept: [AssetKey: PromptKept] = [:]

    package init(_ records: some Sequence<RoomFact>) {
        for record in records {
            if let step = PromptRewritten(record) {
                steps[step.key, default: [:]][step.number] = step
            } else if let kept = PromptKept(record) {
                self.kept[kept.key] = kept
            } else if record.type == StoryArced.type {
                // What was rewritten were the words of another telling.
                (steps, self.kept) = ([:], [:])
            }
        }
    }

    /// Whether no prompt was touched.
    package var isEmpty: Bool { steps.isEmpty && kept.isEmpty }

    /// In order.
    package func steps(of key: AssetKey) -> [PromptRewritten] {
        (steps[key] ?? [:]).values.sorted { $0.number < $1.number }
    }

    package func step(_ number: Int, of key: AssetKey) -> PromptRewritten? { steps[key]?[number] }

    /// Why the original is used; nil where it is not.
    package func kept(of key: AssetKey) -> PromptKept? {
        prompt(of: key) == nil ? kept[key] : nil
    }

    /// The prompt that all steps have led to; nil where the original is used.
    package func prompt(of key: AssetKey) -> String? {
        guard let last = steps(of: key).last, last.number == last.count else { return nil }
        return last.text
    }

    /// An item with the prompt that is used for it.
    package func rewritten(_ item: BatchItem) -> BatchItem {
        guard let prompt = prompt(of: item.key) else { return item }
        return BatchItem(key: item.key, prompt: prompt, size: item.size, seed: item.seed)
    }
}
