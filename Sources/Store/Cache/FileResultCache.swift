package import Core
import Glibc

/// What was made for which request, as small JSON files named by the request's digest: `cache/ab/ab12….json`.
///
/// A record appears whole or not at all, so that processes may share the folder; of two for one request the later stands. It
/// names a file of the asset store and holds none itself: what is no longer there, or is not what its name says, counts as
/// never made. See `docs/decisions/0012-result-cache.md`.
package actor FileResultCache: ResultCache {
    private let folder: String
    private let assets: FileAssetStore
    private let time: any TimeSource
    private let executor = BlockingExecutor(label: "cache")
    /// How many records this process has begun; with its number it makes their temporary names unique.
    private var begun = 0

    package nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe executor.asUnownedSerialExecutor() }

    package init(in stateFolder: String, assets: FileAssetStore, time: any TimeSource) {
        folder = stateFolder
        self.assets = assets
        self.time = time
    }

    /// The bytes are read and hashed, and kept again: who sweeps the folder takes them for wanted from now on.
    package func result(for key: SHA256Digest, since: Timestamp?) async throws(AssetStoreError) -> CachedResult? {
        guard let record = record(of: key), since.map({ record.madeAt >= $0 }) ?? true else { return nil }
        do throws(AssetStoreError) {
            let bytes = try await assets.read(record.result.sha256)
            _ = try await assets.put(bytes)
        } catch {
            switch error {
            case .missing, .damaged: return nil
            case .storage: throw error
            }
        }
        return record.result
    }

    package func keep(_ result: CachedResult, for key: SHA256Digest) throws(AssetStoreError) {
        var members = result.members
        members["key"] = .string(key.hex)
        members["madeAt"] = .integer(time.now().milliseconds)
        let shelf = shelf(of: key)
        do throws(FolderError) {
            if !StateFolder.isFolder(shelf) {
                try StateFolder.prepare(folder)
                try StateFolder.make(shelf)
                try StateFolder.sync(folder + "/cache")
            }
            // Who prunes holds it alone: a record that has just been made again is not taken for the old one.
            let lock = try StateFolder.lock(shelf, LOCK_SH)
            defer { close(lock) }
            try write(Array((JSONValue.object(members).text + "\n").utf8), to: path(of: key))
            try StateFolder.sync(shelf)
        } catch { throw AssetStoreError(error) }
    }

    /// Every record, the newest first.
    package func entries() -> [CacheEntry] {
        var entries: [CacheEntry] = []
        for shelf in StateFolder.names(in: folder + "/cache") {
            for name in StateFolder.names(in: "\(folder)/cache/\(shelf)") {
                guard let key = Self.key(named: name), let record = record(of: key) else { continue }
                entries.append(
                    CacheEntry(
                        key: key, result: record.result, madeAt: record.madeAt,
                        isPresent: assets.path(of: record.result.sha256) != nil))
            }
        }
        return entries.sorted { ($1.madeAt, $0.key.hex) < ($0.madeAt, $1.key.hex) }
    }

    /// Removes the records made before a time, and those whose files are gone or that can't be read; gives those it removed.
    ///
    /// The files themselves stay: runs refer to them, and `Retention` removes those that none refers to.
    package func prune(madeBefore cutoff: Timestamp, isDryRun: Bool) throws(AssetStoreError) -> [SHA256Digest] {
        var removed: [SHA256Digest] = []
        for shelf in StateFolder.names(in: folder + "/cache") {
            let place = "\(folder)/cache/\(shelf)"
            guard StateFolder.isFolder(place) else { continue }
            do throws(FolderError) {
                let lock = try StateFolder.lock(place, LOCK_EX)
                defer { close(lock) }
                for name in StateFolder.names(in: place) {
                    guard let key = Self.key(named: name) else {
                        // Nobody is writing while the lock is held: it is half a record of a process that died.
                        if name.contains(".part-"), !isDryRun { unsafe unlink("\(place)/\(name)") }
                        continue
                    }
                    if let record = record(of: key), record.madeAt >= cutoff,
                        assets.path(of: record.result.sha256) != nil
                    {
                        continue
                    }
                    if !isDryRun, unsafe unlink("\(place)/\(name)") != 0 { continue }  // It stays for the next time.
                    removed.append(key)
                }
            } catch { throw AssetStoreError(error) }
        }
        return removed
    }

    /// Nil where there is none, or one that can't be read or is of another request.
    private func record(of key: SHA256Digest) -> (result: CachedResult, madeAt: Timestamp)? {
        // Whatever is wrong with a record, the picture can be made anew.
        guard let bytes = try? StateFolder.read(path(of: key)),
            let json = try? JSONValue(parsing: String(decoding: bytes, as: UTF8.self)),
            json["key"]?.string == key.hex, let time = json["madeAt"]?.integer, let result = CachedResult(json: json)
        else { return nil }
        return (result, Timestamp(milliseconds: Int64(time)))
    }

    private func write(_ bytes: [UInt8], to path: String) throws(FolderError) {
        let (descriptor, temporary) = try temporaryFile(beside: path)
        do throws(FolderError) {
            defer { close(descriptor) }
            try StateFolder.write(bytes, to: descriptor, path: temporary)
            guard fsync(descriptor) == 0 else { throw FolderError(errno, doing: "syncing \(temporary)") }
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
            // Another cache of this process is writing it, or a process of the same number left it behind.
            if errno != EEXIST { throw FolderError(errno, doing: "making \(temporary)") }
        }
    }

    private static func key(named name: String) -> SHA256Digest? {
        name.hasSuffix(".json") ? SHA256Digest(hex: String(name.dropLast(5))) : nil
    }

    private func shelf(of key: SHA256Digest) -> String { "\(folder)/cache/\(key.hex.prefix(2))" }
    private func path(of key: SHA256Digest) -> String { "\(shelf(of: key))/\(key).json" }
}
