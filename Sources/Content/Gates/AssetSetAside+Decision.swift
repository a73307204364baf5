package import Core
import Engine

extension AssetSetAside {
    /// What a decision puts into the log of itself: that what there is of the assets is not wanted, nor what was made by it.
    ///
    /// `assets`: empty means all of the brief's.
    package static func records(
        for kind: DecisionKind, at gate: Gate, assets: [AssetKey], of view: RunView,
        reach: DecisionReach = .followers
    ) -> [RoomFact] {
        switch kind {
        case .revise, .reject:
            guard gate.kind == .approval else { return [] }
            let keys = assets.isEmpty ? view.charter.brief.assets.map(\.key) : assets
            return records(of: keys, in: view) + followers(of: keys, in: view, reach: reach)
        case .approve, .accept, .budget, .supply, .end: return []
        }
    }

    /// That what was made by some assets is not wanted, as those are other ones now; the film is cut again in any case.
    package static func followers(
        of keys: [AssetKey], in view: RunView, reach: DecisionReach = .followers
    ) -> [RoomFact] {
        let ties = StoryTies(view.board.records, of: view.charter.brief)
        return records(of: ties.followers(of: keys, reach: reach).filter { $0 != StoryPart.film.key }, in: view)
    }

    private static func records(of keys: [AssetKey], in view: RunView) -> [RoomFact] {
        keys.compactMap { key in
            let last = view.history.lastAttempt(of: key)
            return last > 0 ? AssetSetAside(key: key, through: last).record : nil
        }
    }
}
