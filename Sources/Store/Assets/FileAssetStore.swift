package import Core
import Crypto
import Glibc

/// Produced bytes as files named by their SHA-256: `objects/ab/ab12…` in the state folder.
///
/// A file appears under its name whole or not at all. The work is done on a thread of its own.
package actor FileAssetStore: AssetStore {
    private let folder: String
    private let executor = BlockingExecutor(label: "assets")
    /// How many files this process has begun; with its number it makes their temporary names unique.
    private var begun = 0

    package nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe executor.asUnownedSerialExecutor() }

    package init(in stateFolder: String) { folder = stateFolder }

    package func put(_ bytes: [UInt8]) throws(AssetStoreError) -> SHA256Digest {
        let digest = SHA256.digest(of: bytes)
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
            if (try? SHA256.digest(ofFile: path)) != digest || !StateFolder.touch(path) {
                try write(bytes, to: path)
            }
            try StateFolder.sync(shelf)
        } catch { throw AssetStoreError(error) }
        return digest
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

    private func write(_ bytes: [UInt8], to path: String) throws(FolderError) {
        let (descriptor, temporary) = try temporaryFile(beside: path)
        do throws(FolderError) {
            defer { close(descriptor) }
            try StateFolder.write(bytes, to: descriptor, path: path)
            guard fsync(descriptor) == 0 else { throw FolderError(errno, doing: "syncing \(path)") }
            guard unsafe rename(temporary, path) == 0 else { throw FolderError(errno, doing: "naming \(path)") }
        } catch {
            unsafe unlink(temporary)
            throw error
        }
    }

    private func temporaryFile(beside path: String) throws(FolderError) -> (descriptor: Int32, path: String) {
        while true {
            begun += 1
            let temporary = "\(path).part-\(getpid())-\(begun)"
            let descriptor = unsafe open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
            if descriptor >= 0 { return (descriptor, temporary) }
            // One that a process of the same number left behind.
            if errno != EEXIST { throw FolderError(errno, doing: "making \(temporary)") }
        }
    }
}
