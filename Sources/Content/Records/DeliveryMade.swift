package import Core

/// The record that a run's files have reached where they belong, kept in the log as `delivery.made`.
package struct DeliveryMade: Hashable, Sendable {
    package static let type = "delivery.made"
    /// Nil for a delivery into a folder.
    package let branch: String?
    package let commit: String?
    /// The remote's address without credentials; nil where nothing was pushed.
    package let pushedTo: String?
    /// The folder or repository on this machine; nil for an address.
    package let folder: String?
    /// Its page; nil where there is none.
    package var pullRequest: String?
    /// What is otherwise than was wanted, though everything was delivered; a sentence or two.
    package var note: String?
    /// The addresses of files that lie in a store instead of in the delivery, by the paths that they would have in it.
    package var elsewhere: [String: String]

    package init(
        branch: String?, commit: String?, pushedTo: String?, folder: String?, pullRequest: String? = nil,
        note: String? = nil, elsewhere: [String: String] = [:]
    ) {
        self.branch = branch
        self.commit = commit
        self.pushedTo = pushedTo
        self.folder = folder
        self.pullRequest = pullRequest
        self.note = note
        self.elsewhere = elsewhere
    }

    /// Says one thing more; nothing for nil.
    package mutating func add(note more: String?) {
        guard let more, note != more else { return }
        note = note.map { "\($0) \(more)" } ?? more
    }

    package var record: RoomFact {
        var payload: [String: JSONValue] = [:]
        payload["branch"] = branch.map(JSONValue.string)
        payload["commit"] = commit.map(JSONValue.string)
        payload["pushedTo"] = pushedTo.map(JSONValue.string)
        payload["folder"] = folder.map(JSONValue.string)
        payload["pullRequest"] = pullRequest.map(JSONValue.string)
        payload["note"] = note.map(JSONValue.string)
        if !elsewhere.isEmpty { payload["elsewhere"] = .object(elsewhere.mapValues(JSONValue.string)) }
        return RoomFact(type: Self.type, payload: .object(payload))
    }

    /// Nil for a record of another type.
    package init?(_ record: RoomFact) {
        guard record.type == Self.type else { return nil }
        branch = record.payload["branch"]?.string
        commit = record.payload["commit"]?.string
        pushedTo = record.payload["pushedTo"]?.string
        folder = record.payload["folder"]?.string
        pullRequest = record.payload["pullRequest"]?.string
        note = record.payload["note"]?.string
        elsewhere = (record.payload["elsewhere"]?.object ?? [:]).compactMapValues(\.string)
    }

    /// `2 large files at https://…/`; nil where all lies in the delivery itself.
    var shelved: String? {
        guard let first = elsewhere.sorted(by: { $0.key < $1.key }).first?.value else { return nil }
        let place = first.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
        return "\(elsewhere.count) large file\(elsewhere.count == 1 ? "" : "s") at \(place)/"
    }

    /// Whether it lies in a repository, `owner/name`, of GitHub: what was pushed elsewhere is nobody's there.
    func isPushed(to repository: String) -> Bool {
        guard branch != nil, let pushedTo else { return false }
        return Self.isRepository(pushedTo, named: repository)
    }

    /// Whether an address is that of a repository, `owner/name`.
    static func isRepository(_ address: String, named repository: String) -> Bool {
        var path = address.lowercased()
        if path.hasSuffix("/") { path.removeLast() }
        if path.hasSuffix(".git") { path.removeLast(4) }
        let name = repository.lowercased()
        return path.hasSuffix("/" + name) || path.hasSuffix(":" + name)
    }
}
