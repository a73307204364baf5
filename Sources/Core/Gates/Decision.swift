/// What a person decided at a gate; it binds only what they were shown.
package struct Decision: Hashable, Sendable {
    package let gate: GateID
    package let kind: DecisionKind
    package let by: Decider
    /// The digest of what the person was shown; the decision is void where the gate shows something else by now.
    package let shown: String
    /// What to do otherwise; only a revision must have some.
    package let notes: String?
    /// Which assets it is about; empty: all that the gate shows.
    package let assets: [AssetKey]
    /// The new limit of the run's spending, for `budget`.
    package let amount: MicroDollars?
    /// What it puts into the log for the rooms: the file that was brought, the pictures that are set aside.
    package let records: [RoomFact]

    package init(
        gate: GateID, kind: DecisionKind, by: Decider, shown: String, notes: String? = nil, assets: [AssetKey] = [],
        amount: MicroDollars? = nil, records: [RoomFact] = []
    ) {
        self.gate = gate
        self.kind = kind
        self.by = by
        self.shown = shown
        self.notes = notes
        self.assets = assets
        self.amount = amount
        self.records = records
    }
}
