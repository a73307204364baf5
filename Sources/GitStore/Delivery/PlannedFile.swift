import Core

/// A file of a delivery, read once and named.
struct PlannedFile {
    let path: RepositoryPath
    let content: DeliveryFile.Content
    let size: Int
    /// What stands in the commit: the file itself, or the pointer to it.
    let object: NewObject
    /// Nil for a file that lies in the commit itself.
    let large: LargeObject?

    init(
        _ path: RepositoryPath, _ content: DeliveryFile.Content, size: Int, isLarge: Bool, hash: FileHash
    ) throws(GitError) {
        self.path = path
        self.content = content
        self.size = size
        if isLarge {
            let large = try LargeObject(path, content, size: size)
            self.large = large
            object = NewObject(.blob, large.pointer)
            return
        }
        large = nil
        switch content {
        case .bytes(let bytes): object = NewObject(.blob, bytes)
        case .file(let source): object = try hash.object(ofFileAt: source)
        }
    }
}
