/// What a person's decision at a gate has to be made again, before the task behind the gate goes on.
package struct Remake: Hashable, Sendable {
    /// The assets that were sent back, in the order of the plan; none where the decision chose or brought one.
    package let sentBack: [AssetKey]
    /// Those that were made again for the decision, whatever came of it: none is for a second time.
    package let made: Set<AssetKey>
    /// What the decision has put into the log.
    package let records: [RoomFact]

    package init(sentBack: [AssetKey], made: Set<AssetKey> = [], records: [RoomFact] = []) {
        self.sentBack = sentBack
        self.made = made
        self.records = records
    }

    /// What was sent back and is still to be made again.
    package var left: [AssetKey] { sentBack.filter { !made.contains($0) } }
}
