import Core

/// What a process of the bot is started for.
enum Errand: Sendable {
    /// A run for an issue; where there is a live one, that.
    case begin(Request)
    case join(RunID, byPerson: Bool)
    case cancel(RunID)
    /// The comment that a run still owes.
    case pay(RunID)
    /// Nothing, until the wall clock says so.
    case wait(until: Timestamp)
}

extension Errand: CustomStringConvertible {
    var description: String {
        switch self {
        case .begin(let request): "begin a run of \(request.issue)"
        case .join(let run, let byPerson): "go on with \(run)\(byPerson ? " for a person" : "")"
        case .cancel(let run): "cancel \(run)"
        case .pay(let run): "pay what \(run) owes"
        case .wait(let moment): "wait until \(moment.milliseconds)"
        }
    }
}
