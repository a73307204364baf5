/// One line of a tree object.
struct TreeEntry: Hashable, Sendable {
    var mode: Mode
    /// Bytes, because trees may hold names that are not UTF-8.
    let name: [UInt8]
    var id: ObjectID

    struct Mode: Hashable, Sendable {
        /// Octal digits, as the tree spells them.
        let text: String

        static let file = Mode(text: "100644")
        static let folder = Mode(text: "40000")
        var isFolder: Bool { text == "40000" || text == "040000" }
        var isSubmodule: Bool { text == "160000" }
        var isLink: Bool { text == "120000" }
    }

    /// Git orders folders as if their names ended in a slash.
    static func inOrder(_ left: TreeEntry, _ right: TreeEntry) -> Bool {
        left.sortKey.lexicographicallyPrecedes(right.sortKey)
    }

    private var sortKey: [UInt8] { mode.isFolder ? name + [UInt8(ascii: "/")] : name }
}
