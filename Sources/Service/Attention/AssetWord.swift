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

    /// The gate that shows what was made, where one asset can be changed.
    static func gate(among open: [GateState]) -> GateState? {
        open.first { $0.gate.kind == .approval && $0.gate.task != nil }
    }

    /// What a rejection of the asset alone has to say besides, so that it is made again as the person wants it.
    func regenerate(_ asset: AssetKey, seed: Seed?, prompt: String?) throws(Flaw) -> [RoomFact] {
        let last = view.history.lastAttempt(of: asset)
        guard gate.options.contains(.reject), last > 0 else {
            throw Flaw("Nothing has been made of \(AttentionWords.asset(asset)) that could be made again.")
        }
        guard seed != nil || prompt != nil else { return [] }
        return [AssetWish(key: asset, attempt: last + 1, seed: seed, prompt: prompt).record]
    }

    /// What a file that a person brings has to say, only that the run has it already.
    func pick(_ asset: AssetKey, _ attempt: Int) throws(Flaw) -> [RoomFact] {
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
        return [AssetPicked(key: asset, attempt: attempt).record]
    }
}
