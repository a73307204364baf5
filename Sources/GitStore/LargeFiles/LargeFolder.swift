import FoundationEssentials

/// Where Git LFS keeps its files inside a repository on this machine: `lfs/objects/` of the `.git` folder.
struct LargeFolder {
    /// The repository's own folder, `.git` or a bare one.
    let folder: String

    /// Of a repository at a path, be it bare or not.
    init(ofRepositoryAt path: String) {
        folder = FileManager.default.fileExists(atPath: path + "/.git") ? path + "/.git" : path
    }

    init(folder: String) { self.folder = folder }

    /// Copies an object in, unless it is there; it gets its name when it is whole.
    func put(_ object: LargeObject) throws(GitError) {
        let name = object.name
        let place = "\(folder)/lfs/objects/\(name.prefix(2))/\(name.dropFirst(2).prefix(2))"
        let path = "\(place)/\(name)"
        guard !FileManager.default.fileExists(atPath: path) else { return }
        let part = path + ".part"
        do {
            try FileManager.default.createDirectory(atPath: place, withIntermediateDirectories: true)
            switch object.content {
            case .bytes(let bytes): try Data(bytes).write(to: URL(filePath: part))
            case .file(let source):
                // What lies there was left by a delivery that was cut short.
                try? FileManager.default.removeItem(atPath: part)
                try FileManager.default.copyItem(atPath: source, toPath: part)
            }
            try FileManager.default.moveItem(atPath: part, toPath: path)
        } catch {
            throw .storage(path: place, reason: "a large file could not be copied there")
        }
    }
}
