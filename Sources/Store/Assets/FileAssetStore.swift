package import Core
import Crypto
import Glibc

/// Produced bytes as files named by their SHA-256: `objects/ab/ab12…` in the state folder.
///
/// A file appears under its name whole or not at all. The work is done on a thread of its own.
package actor FileAssetStore: AssetStore {
    private let folder: String
    private let executor = BlockingExecutor(label: "assets")

    package nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe executor.asUnownedSerialExecutor() }

    package init(in stateFolder: String) { folder = stateFolder }

    package nonisolated func room() -> Int? {
        var disk = statvfs()
        guard unsafe statvfs(folder, &disk) == 0 else { return nil }
        return Int(clamping: UInt64(disk.f_bavail) * UInt64(disk.f_frsize))
    }

    package func put(_ bytes: [UInt8]) throws(AssetStoreError) -> SHA256Digest {
        let digest = SHA256.digest(of: bytes)
        try place(digest) { (path) throws(FolderError) in try StateFolder.replace(path, with: bytes) }
        return digest
    }

    package func take(file source: String) throws(AssetStoreError) -> SHA256Digest {
        let digest: SHA256Digest
        do throws(HashingError) { digest = try SHA256.digest(ofFile: source) } catch {
            throw .storage(reason: "\(error)", hint: "Run the command again.")
        }
        try place(digest) { (path) throws(FolderError) in
            try StateFolder.move(source, to: path)
            _ = StateFolder.touch(path)  // Its time is that of its making at the worst.
        }
        // It was moved, or is here already; where this fails it lies about until its folder is cleaned.
        unsafe unlink(source)
        return digest
    }

    /// Whether a file is here whole; then it is taken for wanted from now on.
    func confirm(_ digest: SHA256Digest) throws(AssetStoreError) -> Bool {
        let shelf = shelf(of: digest)
        guard StateFolder.isFolder(shelf) else { return false }
        do throws(FolderError) {
            let shelfLock = try StateFolder.lock(shelf, LOCK_SH)
            defer { close(shelfLock) }
            // What can't be read, whyever, is of no use.
            return (try? SHA256.digest(ofFile: name(of: digest))) == digest && StateFolder.touch(name(of: digest))
        } catch { throw AssetStoreError(error) }
    }

    /// Has a file come to its place, unless it is there whole already.
    private func place(
        _ digest: SHA256Digest, _ make: (_ path: String) throws(FolderError) -> Void
    ) throws(AssetStoreError) {
        let shelf = shelf(of: digest)
        let path = name(of: digest)
        do throws(FolderError) {
            if !StateFolder.isFolder(shelf) {
                try StateFolder.prepare(folder)
                try StateFolder.make(shelf)
                try StateFolder.sync(folder + "/objects")
            }
            // While it is held nothing is swept out of this folder; and what is given a new time is taken for wanted.
            let shelfLock = try StateFolder.lock(shelf, LOCK_SH)
            defer { close(shelfLock) }
            // A file that was altered is replaced by what it should be.
            if (try? SHA256.digest(ofFile: path)) != digest || !StateFolder.touch(path) { try make(path) }
            try StateFolder.sync(shelf)
        } catch { throw AssetStoreError(error) }
    }

    /// The bytes, checked against their name.
    package func read(_ digest: SHA256Digest) throws(AssetStoreError) -> [UInt8] {
        let path = name(of: digest)
        let bytes: [UInt8]
        do throws(FolderError) { bytes = try StateFolder.read(path) } catch {
            if error.number == ENOENT { throw .missing(digest) }
            throw AssetStoreError(error)
        }
        guard SHA256.digest(of: bytes) == digest else { throw .damaged(digest, path: path) }
        return bytes
    }

    package nonisolated func path(of digest: SHA256Digest) -> String? {
        let path = name(of: digest)
        return StateFolder.isFile(path) ? path : nil
    }

    private nonisolated func shelf(of digest: SHA256Digest) -> String { "\(folder)/objects/\(digest.hex.prefix(2))" }
    private nonisolated func name(of digest: SHA256Digest) -> String { "\(shelf(of: digest))/\(digest)" }
}
