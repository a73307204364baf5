package import Core
import FoundationEssentials

/// What the bot has read of one issue: a small file in the state folder, written whenever a comment is done with.
///
/// Where it is lost the reactions on GitHub say the same, and a run's inbox knows the letters that it has had.
package struct AttentionMemory: Hashable, Sendable {
    /// By comment: when it had last been edited when it was read.
    package private(set) var comments: [Int64: Timestamp] = [:]
    /// The events that set the label and need no further look.
    package private(set) var labels: Set<Int64> = []
    /// The deliveries whose pressed buttons are done with.
    package private(set) var presses: Set<String> = []
    /// Names the run and the text of the issue that were compared last.
    package var text: String?
    /// Whether that would have changed anything.
    package var isEdited = false
    private let path: String

    package init(of issue: IssueIdentity, in stateFolder: String) {
        path = "\(stateFolder)/attention/\(Self.fileName(of: issue))"
        // A file that is missing or damaged is an empty one: reactions and inboxes know better.
        guard let data = try? Data(contentsOf: URL(filePath: path)), data.count <= 8_000_000,
            let json = try? JSONDecoder().decode(JSONValue.self, from: data)
        else { return }
        for (id, time) in json["comments"]?.object ?? [:] {
            if let id = Int64(id), let time = time.integer { comments[id] = Timestamp(milliseconds: Int64(time)) }
        }
        text = json["text"]?.string
        isEdited = json["edited"]?.bool ?? false
        presses = Set((json["presses"]?.array ?? []).compactMap(\.string))
        labels = Set((json["labels"]?.array ?? []).compactMap { $0.integer.map(Int64.init) })
    }

    /// In the folder `attention`.
    package static func fileName(of issue: IssueIdentity) -> String {
        let name = String(
            issue.description.lowercased().map { $0.isLetter || $0.isNumber || "-_.".contains($0) ? $0 : "+" })
        return "\(name.suffix(200)).json"
    }

    package mutating func remember(comment: Int64, updatedAt: Timestamp) { comments[comment] = updatedAt }
    package mutating func remember(label event: Int64) { labels.insert(event) }

    package mutating func remember(press delivery: String) { presses.insert(delivery) }

    /// Throws what the file system says, for a folder that can't be written.
    package func save() throws {
        var json: [String: JSONValue] = [
            "comments": .object(
                Dictionary(uniqueKeysWithValues: comments.map { (String($0.key), .integer($0.value.milliseconds)) })),
            "presses": .array(presses.sorted().map(JSONValue.string)),
            "labels": .array(labels.sorted().map(JSONValue.integer)),
        ]
        json["text"] = text.map(JSONValue.string)
        json["edited"] = .bool(isEdited)
        let file = URL(filePath: path)
        try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(JSONValue.object(json).text.utf8).write(to: file, options: .atomic)
    }
}
