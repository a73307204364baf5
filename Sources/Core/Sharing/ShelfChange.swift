/// What becomes of one shared folder, where it still is as it was read.
package struct ShelfChange: Sendable {
    /// What a file is made of.
    package enum Content: Hashable, Sendable {
        case bytes([UInt8])
        /// A file of this host, absolute.
        case file(path: String)
        /// What lies in the folder already, or did.
        case kept(ShelfFile)
    }

    package let name: String
    /// Nil where there was no such folder.
    package let from: ShelfVersion?
    /// By path, its parts divided by slashes.
    package var puts: [String: Content]
    package var removes: Set<String>
    /// One line for whoever looks at how the folder came about.
    package let note: String
    package let time: Timestamp
    /// Whether nothing of what was there stays, nor how it came about, so that the shelf may forget it.
    package let beginsAnew: Bool

    package init(
        _ name: String, from version: ShelfVersion?, puts: [String: Content] = [:], removes: Set<String> = [],
        note: String, at time: Timestamp, beginsAnew: Bool = false
    ) {
        self.name = name
        from = version
        self.puts = puts
        self.removes = removes
        self.note = note
        self.time = time
        self.beginsAnew = beginsAnew
    }
}
