import Core

/// Puts a delivery's files into the tree of its base: what else the tree holds stays.
struct TreeMerge {
    /// The trees that the delivery needs and makes, innermost first.
    private(set) var made: [NewObject] = []
    private let read: (ObjectID) throws(GitError) -> Tree

    init(reading read: @escaping (ObjectID) throws(GitError) -> Tree) { self.read = read }

    /// The root tree that holds `files`; `base` is nil where there is nothing yet.
    mutating func root(on base: ObjectID?, adding files: [(path: RepositoryPath, blob: ObjectID)]) throws(GitError)
        -> ObjectID
    {
        try folder(on: base, adding: files.map { ($0.path.parts[...], $0.blob) }, under: "")
    }

    private mutating func folder(
        on base: ObjectID?, adding files: [(parts: ArraySlice<String>, blob: ObjectID)], under path: String
    ) throws(GitError) -> ObjectID {
        let old = if let base { try read(base) } else { Tree() }
        var entries: [[UInt8]: TreeEntry] = [:]
        for entry in old.entries { entries[entry.name] = entry }
        var folders: [String: [(ArraySlice<String>, ObjectID)]] = [:]
        var order: [String] = []
        for (parts, blob) in files {
            guard let first = parts.first else { continue }
            let name = Array(first.utf8)
            if parts.count == 1 {
                if let other = entries[name], let kind = other.inTheWayOfAFile {
                    throw .pathTaken(path + first, by: kind)
                }
                entries[name] = TreeEntry(mode: .file, name: name, id: blob)
            } else {
                if folders[first] == nil { order.append(first) }
                folders[first, default: []].append((parts.dropFirst(), blob))
            }
        }
        for first in order {
            let name = Array(first.utf8)
            let other = entries[name]
            if let other, !other.mode.isFolder { throw .pathTaken(path + first, by: other.kind) }
            let id = try folder(on: other?.id, adding: folders[first] ?? [], under: path + first + "/")
            entries[name] = TreeEntry(mode: .folder, name: name, id: id)
        }
        let object = NewObject(.tree, Tree(entries.values).object)
        if object.id != base { made.append(object) }
        return object.id
    }
}

extension TreeEntry {
    fileprivate var kind: String {
        mode.isFolder ? "a folder" : mode.isSubmodule ? "a submodule" : mode.isLink ? "a symbolic link" : "a file"
    }

    fileprivate var inTheWayOfAFile: String? { mode.isFolder || mode.isSubmodule ? kind : nil }
}
