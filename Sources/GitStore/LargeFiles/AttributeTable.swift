import Core

/// What the `.gitattributes` files of a commit, and its `.lfsconfig`, say of the paths of a delivery.
struct AttributeTable {
    /// By folder, the root's is empty; only those that are there and lie above a delivered file.
    private var files: [String: AttributesFile] = [:]
    /// What `.lfsconfig` names as the server; nil where it names none.
    private(set) var server: String?
    /// Those that the commit has and the repository does not, as a cache does not have the files of a commit.
    private(set) var missing: [ObjectID] = []

    /// `base` is nil where there is no commit yet.
    init(of base: ObjectID?, for paths: [RepositoryPath], in repository: Repository) throws(GitError) {
        guard let base else { return }
        let folders = Set(paths.flatMap { path in path.parts.indices.map { Array(path.parts[..<$0]) } })
        for folder in folders.sorted(by: { $0.count < $1.count }) {
            guard let tree = try Self.tree(folder, of: base, in: repository) else { continue }
            let place = folder.joined(separator: "/")
            if let content = try content(of: AttributesFile.name, of: tree, in: repository, under: place) {
                files[place] = AttributesFile(content)
            }
            if folder.isEmpty, let content = try content(of: LFSConfig.name, of: tree, in: repository, under: place) {
                server = LFSConfig(String(decoding: content, as: UTF8.self)).server
            }
        }
    }

    func said(of path: RepositoryPath) -> AttributesFile.Said {
        var said = AttributesFile.Said()
        for depth in path.parts.indices {
            let folder = path.parts[..<depth].joined(separator: "/")
            if let file = files[folder] { said.take(file.said(of: path.parts[depth...].joined(separator: "/"))) }
        }
        return said
    }

    /// The files with a line more for each path that is to be kept by Git LFS and is not yet.
    ///
    /// The line goes where nothing beneath it can overrule it: into the deepest file above the path, else into a new one of the root.
    func keepingLarge(_ paths: [RepositoryPath]) -> [(path: String, file: AttributesFile)] {
        var added: [String: [String]] = [:]
        for path in paths where said(of: path).isLarge != true {
            let depth = path.parts.indices.last { files[path.parts[..<$0].joined(separator: "/")] != nil } ?? 0
            let folder = path.parts[..<depth].joined(separator: "/")
            added[folder, default: []].append(path.parts[depth...].joined(separator: "/"))
        }
        return added.sorted { $0.key < $1.key }.map { folder, paths in
            let file = (files[folder] ?? AttributesFile()).keepingLarge(paths)
            return ((folder.isEmpty ? "" : folder + "/") + AttributesFile.name, file)
        }
    }

    private static func tree(
        _ folder: [String], of base: ObjectID, in repository: Repository
    ) throws(GitError) -> Tree? {
        var tree = try repository.tree(repository.commit(base).tree)
        for part in folder {
            guard let entry = tree.entries.first(where: { $0.name == Array(part.utf8) }), entry.mode.isFolder else {
                return nil
            }
            tree = try repository.tree(entry.id)
        }
        return tree
    }

    /// Nil where there is none, and where it is still to be fetched.
    private mutating func content(
        of name: String, of tree: Tree, in repository: Repository, under folder: String
    ) throws(GitError) -> [UInt8]? {
        // Git heeds no link of that name either.
        guard let entry = tree.entries.first(where: { $0.name == Array(name.utf8) }), !entry.mode.isFolder,
            !entry.mode.isLink, !entry.mode.isSubmodule
        else { return nil }
        guard let content = try repository.content(of: entry.id) else {
            missing.append(entry.id)
            return nil
        }
        return content
    }
}
