import Core
import FoundationEssentials

/// How far a repository's issues have been looked at: a small file in the state folder.
///
/// Where it is lost everything is looked at once more, which does no harm.
struct PollMemory: Hashable, Sendable {
    /// Names the last answer to the question for issues.
    var etag: String?
    /// The newest change that was seen; what is changed in the same second is looked at again.
    var since: Timestamp?
    /// Issues that are to be looked at again though nothing changes on them: a run of theirs has not been founded yet, or GitHub
    /// gave no answer.
    var owed: Set<Int> = []
    /// The label that was asked for; under another one the last answer says nothing.
    private(set) var label: String?
    private let path: String

    init(of repository: String, in stateFolder: String) {
        let name = String(repository.lowercased().map { $0 == "/" ? "+" : $0 })
        path = "\(stateFolder)/attention/\(name).poll.json"
        // A file that is missing or damaged is an empty one.
        guard let data = try? Data(contentsOf: URL(filePath: path)), data.count <= 1_000_000,
            let json = try? JSONDecoder().decode(JSONValue.self, from: data)
        else { return }
        etag = json["etag"]?.string
        since = json["since"]?.integer.map { Timestamp(milliseconds: Int64($0)) }
        label = json["label"]?.string
        owed = Set((json["owed"]?.array ?? []).compactMap(\.integer))
    }

    /// Forgets what was answered to another question.
    mutating func ask(for label: String) {
        guard label != self.label else { return }
        self.label = label
        etag = nil
        since = nil
    }

    /// Throws what the file system says.
    func save() throws {
        var members: [String: JSONValue] = ["owed": .array(owed.sorted().map { .integer(Int64($0)) })]
        members["label"] = label.map(JSONValue.string)
        members["etag"] = etag.map(JSONValue.string)
        members["since"] = since.map { .integer($0.milliseconds) }
        let file = URL(filePath: path)
        try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(JSONValue.object(members).text.utf8).write(to: file, options: .atomic)
    }
}
