import Core
import Engine
import Store

/// A run as an issue's shared folder has it: its events in portions, and the letters that came in for it.
struct SharedRun: Sendable {
    /// What all events of a run have at most.
    static let largest = 64 << 20

    let run: RunID
    private(set) var events: [StoredEvent] = []
    private(set) var letters: [KeptLetter] = []
    /// Whether its issue may not have been told its last state.
    let owesComment: Bool

    static func folder(of run: RunID) -> String { "runs/\(run)/" }
    static func letters(of run: RunID) -> String { "runs/\(run)/letters.json" }

    /// Named by its first event, so that portions follow each other in their order.
    static func portion(of run: RunID, from sequence: Int) -> String {
        let digits = String(sequence)
        return "runs/\(run)/events/\(String(repeating: "0", count: max(0, 8 - digits.count)))\(digits).jsonl"
    }

    /// The run that a path of the folder is about.
    static func run(at path: String) -> RunID? {
        let parts = path.split(separator: "/")
        return parts.count >= 3 && parts[0] == "runs" ? RunID(String(parts[1])) : nil
    }

    // MARK: Writing

    static func portion(_ events: [StoredEvent]) -> [UInt8] {
        var text = ""
        for event in events {
            var members: [String: JSONValue] = [
                "seq": .integer(Int64(event.sequence)), "time": .integer(event.time.milliseconds),
                "actor": .string(event.actor), "type": .string(event.type),
                "version": .integer(Int64(event.version)), "payload": .string(event.payload),
            ]
            members["causation"] = event.causation.map { .integer(Int64($0)) }
            text += JSONValue.object(members).text + "\n"
        }
        return Array(text.utf8)
    }

    static func letters(_ letters: [KeptLetter]) -> [UInt8] {
        let list = letters.map { letter -> JSONValue in
            var members: [String: JSONValue] = ["key": .string(letter.key)]
            members["payload"] = letter.payload.map(JSONValue.string)
            return .object(members)
        }
        return Array((JSONValue.array(list).text + "\n").utf8)
    }

    // MARK: Reading

    init(_ run: RunID, owesComment: Bool) {
        self.run = run
        self.owesComment = owesComment
    }

    /// Takes in the next portion; false where it is not the one that follows, or makes no sense.
    mutating func add(_ portion: [UInt8]) -> Bool {
        for line in portion.split(separator: UInt8(ascii: "\n")) {
            guard let json = try? JSONValue(parsing: String(decoding: line, as: UTF8.self)),
                let sequence = json["seq"]?.integer, sequence == events.count + 1, let time = json["time"]?.integer,
                let actor = json["actor"]?.string, let type = json["type"]?.string,
                let version = json["version"]?.integer, let payload = json["payload"]?.string
            else { return false }
            events.append(
                StoredEvent(
                    sequence: sequence, run: run, time: Timestamp(milliseconds: Int64(time)), actor: actor,
                    causation: json["causation"]?.integer, type: type, version: version, payload: payload))
        }
        return true
    }

    mutating func add(letters bytes: [UInt8]) -> Bool {
        guard let list = (try? JSONValue(parsing: String(decoding: bytes, as: UTF8.self)))?.array else { return false }
        for item in list {
            guard let key = item["key"]?.string else { return false }
            letters.append(KeptLetter(key: key, payload: item["payload"]?.string))
        }
        return true
    }

    /// The run with the rows that follow from its events.
    func adopted(for issue: IssueIdentity) throws(ClaimError) -> (batch: EventBatch, ledger: [LedgerEntry]) {
        let board: Blackboard
        do throws(RunLogError) {
            board = Blackboard(run: run, events: try EventCodec.events(events))
        } catch { throw .damaged(issue, reason: error.description) }
        guard let summary = board.summary,
            summary.issue.description.lowercased() == issue.description.lowercased()
        else { throw .damaged(issue, reason: "\(run) is not a run of this issue") }
        let outbox = owesComment ? [OutboxEntry(kind: "comment", wanted: board.lastSequence)] : []
        return (
            EventBatch(
                run: run, events: events, summary: summary, tasks: board.tasks.indices.map { board.row(at: $0) },
                outbox: outbox),
            board.ledger
        )
    }
}
