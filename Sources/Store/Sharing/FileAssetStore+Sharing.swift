package import Core

extension FileAssetStore {
    /// The files of this store that a text names by their hashes, each with its bytes.
    package nonisolated func files(namedIn text: String) -> [SHA256Digest: Int] {
        var scan = HashScan()
        scan.read(text)
        var files: [SHA256Digest: Int] = [:]
        for digest in scan.found {
            if let path = path(of: digest), let file = StateFolder.file(path) { files[digest] = file.bytes }
        }
        return files
    }
}
