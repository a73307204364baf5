/// Puts files into a tree and takes others out of it; folders that become empty go.
struct TreeEdit {
    /// The trees that were made, innermost first.
    private(set) var made: [NewObject] = []
    private let read: (ObjectID) throws(GitError) -> Tree

    init(reading read: @escaping (ObjectID) throws(GitError) -> Tree) { self.read = read }

    /// The root tree after the changes, each a path's parts and what lies there then, nil for nothing; nil where nothing is left.
    mutating func root(
        on base: ObjectID?, _ changes: [(parts: ArraySlice<String>, blob: ObjectID?)]
    ) throws(GitError) -> ObjectID? {
        var entries: [[UInt8]: TreeEntry] = [:]
        if let base { for entry in try read(base).entries { entries[entry.name] = entry } }
        var folders: [String: [(parts: ArraySlice<String>, blob: ObjectID?)]] = [:]
        for (parts, blob) in changes {
            guard let first = parts.first else { continue }
            let name = Array(first.utf8)
            if parts.count > 1 {
                folders[first, default: []].append((parts.dropFirst(), blob))
            } else {
                entries[name] = blob.map { TreeEntry(mode: .file, name: name, id: $0) }
            }
        }
        for (first, inner) in folders.sorted(by: { $0.key < $1.key }) {
            let name = Array(first.utf8)
            let old = entries[name].flatMap { $0.mode.isFolder ? $0.id : nil }
            entries[name] = try root(on: old, inner).map { TreeEntry(mode: .folder, name: name, id: $0) }
        }
        guard !entries.isEmpty else { return nil }
        let object = NewObject(.tree, Tree(entries.values).object)
        if object.id != base { made.append(object) }
        return object.id
    }
}
