import Core

/// A request that was found fit: its branch and paths checked, its files read once and named.
struct DeliveryPlan {
    let request: DeliveryRequest
    let branch: BranchName
    let blobs: [(path: RepositoryPath, object: NewObject)]

    /// Reads the files and writes nothing; `largestFile` is the server's limit, if it has one.
    init(_ request: DeliveryRequest, largestFile: Int?) throws(GitError) {
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
        for file in request.files {
            let size =
                switch file.content {
                case .bytes(let bytes): bytes.count
                case .file(let path): try InputFile(path).size
                }
            if let largestFile, size > largestFile {
                throw .fileTooLarge(path: file.path, bytes: size, limit: largestFile)
            }
        }
        let hash = FileHash()
        var blobs: [(path: RepositoryPath, object: NewObject)] = []
        for (path, file) in zip(paths, request.files) {
            if Task.isCancelled { throw .cancelled }
            switch file.content {
            case .bytes(let bytes): blobs.append((path, NewObject(.blob, bytes)))
            case .file(let source): blobs.append((path, try hash.object(ofFileAt: source)))
            }
        }
        self.blobs = blobs
    }

    /// The commit on a base, and every object that it needs beside the base's.
    func objects(on base: ObjectID?, in repository: Repository) throws(GitError) -> (commit: ObjectID, all: [NewObject])
    {
        let baseTree: ObjectID? = if let base { try repository.commit(base).tree } else { nil }
        var merge = TreeMerge { id throws(GitError) in try repository.tree(id) }
        let root = try merge.root(on: baseTree, adding: blobs.map { ($0.path, $0.object.id) })
        let commit = Commit.object(for: request, tree: root, parent: base)
        return (commit.id, blobs.map(\.object) + merge.made + [commit])
    }
}
