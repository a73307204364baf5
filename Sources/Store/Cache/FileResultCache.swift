package import Core
import Glibc

/// What was made for which request, as small JSON files named by the request's digest: `cache/ab/ab12….json`.
///
/// A record appears whole or not at all, so that processes may share the folder; of two for one request the later stands. It
/// names files of the asset store and holds none itself, but for the answers of text models: what is no longer there, or is not
/// what its name says, counts as never made. See `docs/decisions/0012-result-cache.md`.
package actor FileResultCache: ResultCache {
    private let folder: String
    private let assets: FileAssetStore
    private let time: any TimeSource
    private let executor = BlockingExecutor(label: "cache")

    package nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe executor.asUnownedSerialExecutor() }

    package init(in stateFolder: String, assets: FileAssetStore, time: any TimeSource) {
        folder = stateFolder
        self.assets = assets
        self.time = time
    }

    /// The files are read and hashed, and given the present time: who sweeps the folder takes them for wanted from now on.
    package func result(for key: SHA256Digest, since: Timestamp?) async throws(AssetStoreError) -> CachedResult? {
        guard case .file(let result)? = content(of: key, since: since) else { return nil }
        for file in result.files where try await !assets.confirm(file) { return nil }
        return result
    }

    package func answer(for key: SHA256Digest, since: Timestamp?) throws(AssetStoreError) -> CachedAnswer? {
        guard case .answer(let answer)? = content(of: key, since: since) else { return nil }
        return answer
    }

    package func content(for key: SHA256Digest) -> CachedContent? {
        guard let record = record(of: key), isPresent(record.content) else { return nil }
        return record.content
    }

    package func keep(_ result: CachedResult, for key: SHA256Digest) throws(AssetStoreError) {
        try keep(result.members, for: key)
    }

    package func keep(_ answer: CachedAnswer, for key: SHA256Digest) throws(AssetStoreError) {
        try keep(answer.members, for: key)
    }

    /// `madeAt`: nil for now.
    func keep(
        _ content: [String: JSONValue], for key: SHA256Digest, madeAt: Timestamp? = nil
    ) throws(AssetStoreError) {
        var members = content
        members["key"] = .string(key.hex)
        members["madeAt"] = .integer((madeAt ?? time.now()).milliseconds)
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
            try StateFolder.replace(path(of: key), with: Array((JSONValue.object(members).text + "\n").utf8))
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
                        key: key, content: record.content, madeAt: record.madeAt,
                        isPresent: isPresent(record.content)))
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
                    if let record = record(of: key), record.madeAt >= cutoff, isPresent(record.content) { continue }
                    if !isDryRun, unsafe unlink("\(place)/\(name)") != 0 { continue }  // It stays for the next time.
                    removed.append(key)
                }
            } catch { throw AssetStoreError(error) }
        }
        return removed
    }

    private func isPresent(_ content: CachedContent) -> Bool {
        switch content {
        case .file(let result): result.files.allSatisfy { assets.path(of: $0) != nil }
        case .answer: true
        }
    }

    private func content(of key: SHA256Digest, since: Timestamp?) -> CachedContent? {
        guard let record = record(of: key), since.map({ record.madeAt >= $0 }) ?? true else { return nil }
        return record.content
    }

    /// Nil where there is none, or one that can't be read or is of another request.
    private func record(of key: SHA256Digest) -> (content: CachedContent, madeAt: Timestamp)? {
        // Whatever is wrong with a record, what it tells of can be made anew.
        guard let bytes = try? StateFolder.read(path(of: key)),
            let json = try? JSONValue(parsing: String(decoding: bytes, as: UTF8.self)),
            json["key"]?.string == key.hex, let time = json["madeAt"]?.integer,
            let content = CachedAnswer(json: json).map(CachedContent.answer)
                ?? CachedResult(json: json).map(CachedContent.file)
        else { return nil }
        return (content, Timestamp(milliseconds: Int64(time)))
    }

    /// The record as it lies here; nil where there is none.
    func bytes(of key: SHA256Digest) -> [UInt8]? { try? StateFolder.read(path(of: key)) }

    private static func key(named name: String) -> SHA256Digest? {
        name.hasSuffix(".json") ? SHA256Digest(hex: String(name.dropLast(5))) : nil
    }

    private func shelf(of key: SHA256Digest) -> String { "\(folder)/cache/\(key.hex.prefix(2))" }
    private func path(of key: SHA256Digest) -> String { "\(shelf(of: key))/\(key).json" }
}
