package import Core

extension AssetSetAside {
    /// What a decision puts into the log of itself: that what there is of the assets is not wanted.
    ///
    /// `assets`: empty means all of the brief's.
    package static func records(
        for kind: DecisionKind, at gate: Gate, assets: [AssetKey], of view: RunView
    ) -> [RoomFact] {
        switch kind {
        case .revise, .reject:
            guard gate.kind == .approval else { return [] }
            let keys = assets.isEmpty ? view.charter.brief.assets.map(\.key) : assets
            return keys.compactMap { key in
                let last = view.history.lastAttempt(of: key)
                return last > 0 ? AssetSetAside(key: key, through: last).record : nil
            }
        case .approve, .accept, .budget, .supply, .end: return []
        }
    }
}
