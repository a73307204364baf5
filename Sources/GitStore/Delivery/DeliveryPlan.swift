import Core

/// A request that was found fit: its branch and paths checked, its files read once and named.
struct DeliveryPlan {
    let request: DeliveryRequest
    let branch: BranchName
    private let files: [PlannedFile]

    /// Reads the files and writes nothing; `largestFile` is the server's limit for files of a commit, if it has one.
    ///
    /// `largestPlainFile`: longer ones are kept by Git LFS; nil where there is no server of it.
    init(_ request: DeliveryRequest, largestFile: Int?, largestPlainFile: Int? = nil) throws(GitError) {
        self.request = request
        branch = try BranchName(request.branch)
        var taken: Set<String> = []
        var paths: [RepositoryPath] = []
        for file in request.files {
            let path = try RepositoryPath(delivering: file.path)
            guard taken.insert(path.text).inserted else {
                throw .badPath(path.text, reason: "two files of the delivery have it")
            }
            paths.append(path)
        }
        // All sizes before any long reading.
        var sizes: [Int] = []
        for file in request.files {
            let size =
                switch file.content {
                case .bytes(let bytes): bytes.count
                case .file(let path): try InputFile(path).size
                }
            if let largestFile, size > largestFile, size <= largestPlainFile ?? .max {
                throw .fileTooLarge(path: file.path, bytes: size, limit: largestFile)
            }
            sizes.append(size)
        }
        let hash = FileHash()
        var files: [PlannedFile] = []
        for (place, file) in request.files.enumerated() {
            if Task.isCancelled { throw .cancelled }
            files.append(
                try PlannedFile(
                    paths[place], file.content, size: sizes[place],
                    isLarge: largestPlainFile.map { sizes[place] > $0 } ?? false, hash: hash))
        }
        self.files = files
    }

    var paths: [RepositoryPath] { files.map(\.path) }

    /// What the base says of the delivered paths.
    func attributes(of base: ObjectID?, in repository: Repository) throws(GitError) -> AttributeTable {
        try AttributeTable(of: base, for: paths, in: repository)
    }

    /// The commit on a base, and every object that it needs beside the base's.
    func commit(
        on base: ObjectID?, with attributes: AttributeTable, in repository: Repository
    ) throws(GitError) -> PlannedCommit {
        let hash = FileHash()
        var files: [PlannedFile] = []
        for file in self.files {
            // Plain content at such a path makes every clone of the repository look changed; an empty file is its own pointer.
            let isAsked = file.large == nil && file.size > 0 && attributes.said(of: file.path).isLarge == true
            files.append(
                isAsked
                    ? try PlannedFile(file.path, file.content, size: file.size, isLarge: true, hash: hash) : file)
        }
        let large = files.compactMap(\.large)
        var blobs = files.map { ($0.path, $0.object) }
        for (path, file) in attributes.keepingLarge(large.map(\.path)) {
            blobs.append((try RepositoryPath(delivering: path), NewObject(.blob, file.bytes)))
        }
        let baseTree: ObjectID? = if let base { try repository.commit(base).tree } else { nil }
        var merge = TreeMerge { id throws(GitError) in try repository.tree(id) }
        let root = try merge.root(on: baseTree, adding: blobs.map { ($0.0, $0.1.id) })
        let commit = Commit.object(for: request, tree: root, parent: base)
        return PlannedCommit(
            id: commit.id, objects: blobs.map(\.1) + merge.made + [commit], large: large,
            isLockable: paths.contains { attributes.said(of: $0).isLockable == true })
    }
}
