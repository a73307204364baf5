package import Core

extension FileAssetStore {
    /// How large a file is; nil where it is not here.
    package nonisolated func bytes(of digest: SHA256Digest) -> Int? {
        path(of: digest).flatMap { StateFolder.file($0) }?.bytes
    }

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
