import Content
import Core
import Engine

/// What a person may say of one asset at the gate that shows what was made, in a comment or on the page.
struct AssetWord {
    let view: RunView
    let gate: Gate

    /// Why it is not done: a sentence.
    struct Flaw: Error, Hashable {
        let text: String
        init(_ text: String) { self.text = text }
    }

    /// As which decision it goes to the run, and what that has to say besides.
    struct Effect: Hashable {
        let kind: DecisionKind
        let records: [RoomFact]
    }

    /// The gate that shows what was made, where one asset can be changed.
    static func gate(among open: [GateState]) -> GateState? {
        open.first { $0.gate.kind == .approval && $0.gate.task != nil }
    }

    /// A rejection of the asset alone, so that it is made again as the person wants it.
    ///
    /// Where nothing was drawn yet, a prompt is the words that the scene is told by from now on.
    func regenerate(_ asset: AssetKey, seed: Seed?, prompt: String?, by login: String) throws(Flaw) -> Effect {
        if let prompt, seed == nil, gate.subject["scenes"] != nil, let part = StoryPart(key: asset),
            let told = view.story.arced?.saying(prompt, in: part, by: login)
        {
            return Effect(kind: .supply, records: [told.record])
        }
        let last = view.history.lastAttempt(of: asset)
        guard gate.options.contains(.reject), last > 0 else {
            throw Flaw("Nothing has been made of \(AttentionWords.asset(asset)) that could be made again.")
        }
        let wish = AssetWish(key: asset, attempt: last + 1, seed: seed, prompt: prompt)
        return Effect(kind: .reject, records: seed == nil && prompt == nil ? [] : [wish.record])
    }

    /// What a file that a person brings has to say, only that the run has it already.
    ///
    /// `reach`: whether what was made by the one that was chosen so far is made again.
    func pick(_ asset: AssetKey, _ attempt: Int, reach: DecisionReach) throws(Flaw) -> Effect {
        let made = view.history.produced[asset]?.keys.sorted() ?? []
        guard made.contains(attempt) else {
            let list = made.map(String.init).joined(separator: ", ")
            throw Flaw(
                "\(AttentionWords.asset(asset)) has no attempt \(attempt)"
                    + (made.isEmpty ? "; nothing has been made of it yet." : "; it has \(list)."))
        }
        guard view.history.selected(of: asset)?.attempt != attempt else {
            throw Flaw("Attempt \(attempt) of \(AttentionWords.asset(asset)) is chosen already.")
        }
        return Effect(
            kind: .supply,
            records: [AssetPicked(key: asset, attempt: attempt).record]
                + AssetSetAside.followers(of: [asset], in: view, reach: reach))
    }
}
