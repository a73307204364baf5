/// A folder of a commit, as its object holds it.
struct Tree: Hashable, Sendable {
    /// In Git's order.
    private(set) var entries: [TreeEntry]

    init() { entries = [] }
    init(_ entries: some Sequence<TreeEntry>) { self.entries = entries.sorted(by: TreeEntry.inOrder) }

    /// Nil for bytes that are no tree.
    init?(object: [UInt8]) {
        entries = []
        var rest = object[...]
        while !rest.isEmpty {
            guard let space = rest.firstIndex(of: UInt8(ascii: " ")),
                let end = rest[space...].firstIndex(of: 0), object.count - end > 20,
                let id = ObjectID(bytes: object[(end + 1)...(end + 20)])
            else { return nil }
            let mode = TreeEntry.Mode(text: String(decoding: rest[rest.startIndex..<space], as: UTF8.self))
            entries.append(TreeEntry(mode: mode, name: Array(rest[(space + 1)..<end]), id: id))
            rest = object[(end + 21)...]
        }
    }

    var object: [UInt8] {
        var bytes: [UInt8] = []
        for entry in entries {
            bytes += Array(entry.mode.text.utf8) + [UInt8(ascii: " ")] + entry.name + [0] + entry.id.bytes
        }
        return bytes
    }
}
