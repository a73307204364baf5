import Core

/// What a machine keeps in mind about models and money; all of it can be found out again by whoever takes the run up.
struct Buying: Sendable {
    /// Tasks for which there is no room at present, with the lowest price of each.
    private(set) var heldForMoney: [(position: Int, price: MicroDollars)] = []
    /// Tasks that wait for a model.
    private(set) var heldForModels: [Int] = []
    /// When the first of those models may be called again; nil where that depends on a call under way.
    private(set) var dueForModels: Timestamp?
    /// What other runs have booked and reserved, as far as it is known.
    var totals: [BudgetScope: MicroDollars] = [:]
    /// Whether the totals were told in this step.
    var areTotalsFresh = false
    /// Whether they have been asked for and not been told yet.
    var isAsking = false
    /// Whether this machine has found that there is no room, and need not look again until something lifts the stop.
    var isStopConfirmed = false
    /// What one task of an agent was last expected to cost.
    var prices: [String: MicroDollars] = [:]

    /// Whether a task waits for a time at which a model may be called.
    var isWaitingForModels: Bool { dueForModels != nil }

    mutating func hold(_ position: Int, lacking price: MicroDollars) { heldForMoney.append((position, price)) }

    /// `moment` counts only where it is still to come.
    mutating func hold(_ position: Int, until moment: Timestamp, now: Timestamp) {
        heldForModels.append(position)
        if moment > now { dueForModels = min(moment, dueForModels ?? moment) }
    }

    /// All that is held, to be looked at again.
    mutating func takeHeld() -> [Int] {
        defer {
            heldForMoney = []
            heldForModels = []
            dueForModels = nil
        }
        return heldForMoney.map(\.position) + heldForModels
    }
}
