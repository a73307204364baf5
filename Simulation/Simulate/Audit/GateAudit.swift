import Core

/// A gate as the audit sees it.
struct GateAudit: Sendable {
    let kind: GateKind
    let task: TaskID?
    let shown: String
    let options: [String]
    let deadline: Timestamp?
    var isOpen = true

    init?(_ payload: JSONValue) {
        guard let kind = payload["kind"]?.string.flatMap(GateKind.init), let shown = payload["shown"]?.string else {
            return nil
        }
        self.kind = kind
        self.shown = shown
        task = payload["task"]?.string.map { TaskID($0) }
        options = (payload["options"]?.array ?? []).compactMap(\.string)
        deadline = payload["deadline"]?.integer.map { Timestamp(milliseconds: Int64($0)) }
    }

    /// Whether nothing of the run starts before it is decided.
    var holdsAll: Bool { isOpen && task == nil && (kind == .approval || kind == .clarification) }
}
