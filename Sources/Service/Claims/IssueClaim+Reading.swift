import Core
import Store

extension IssueClaim {
    /// Reads the folder where it has moved, and takes its runs in; throws `ClaimError.held` where another host is at work on them.
    func read() async throws(ClaimError) {
        let (now, files) = try await current()
        if now != version || !isRead {
            wasTakenIn = false
            (version, paths, note) = (now, Set(files.keys), try await note(in: files))
            isRead = true
        }
        if version != deadVersion || version == nil, let note, note.binds(holder, at: time.now()) {
            throw .held(issue, by: note.holder?.who ?? "Another host")
        }
        guard !wasTakenIn else { return }
        (pushed, pushedLetters) = ([:], [:])
        try await takeIn(files)
        wasTakenIn = true
    }

    /// Takes in every run of the folder, with what it has made.
    private func takeIn(_ files: [String: ShelfFile]) async throws(ClaimError) {
        var runs: [RunID: [String]] = [:]
        for path in files.keys {
            if let run = SharedRun.run(at: path) { runs[run, default: []].append(path) }
        }
        try await takeInFiles(files)
        // Of the oldest first: of two that are live by some mishap the later one is told of.
        for (run, paths) in runs.sorted(by: { $0.key < $1.key }) {
            // Nobody has given it up: its last state may not have been told.
            var shared = SharedRun(run, owesComment: note?.holder != nil)
            var bytes = 0
            for path in paths.sorted() where path.hasPrefix(SharedRun.folder(of: run) + "events/") {
                guard let file = files[path] else { continue }
                let portion = try await content(of: file, atMost: SharedRun.largest)
                bytes += portion.count
                guard bytes <= SharedRun.largest else {
                    throw .damaged(
                        issue, reason: "the events of \(run) have more than \(SharedRun.largest >> 20) MB")
                }
                guard shared.add(portion) else {
                    throw .damaged(issue, reason: "'\(path)' of \(name) is not what a bot writes")
                }
            }
            if let file = files[SharedRun.letters(of: run)] {
                guard shared.add(letters: try await content(of: file, atMost: SharedRun.largest)) else {
                    throw .damaged(issue, reason: "'\(SharedRun.letters(of: run))' of \(name) is not what a bot writes")
                }
            }
            guard !shared.events.isEmpty else { continue }
            let (batch, entries) = try shared.adopted(for: issue)
            do throws(RunLogError) {
                try await store.adopt(batch, ledger: entries, letters: shared.letters)
            } catch { throw .log(error) }
            pushed[run] = shared.events.count
            pushedLetters[run] = shared.letters
            // What this host knows beyond that is passed on with the next change.
            dirty.insert(run)
        }
    }

    /// Takes in what was bought, each checked against its name.
    private func takeInFiles(_ files: [String: ShelfFile]) async throws(ClaimError) {
        for (path, file) in files.sorted(by: { $0.key < $1.key }) {
            let parts = path.split(separator: "/")
            guard parts.count == 2 else { continue }
            switch parts[0] {
            case "files":
                guard let digest = SHA256Digest(hex: String(parts[1])), assets.path(of: digest) == nil else { continue }
                let bytes = try await content(of: file, atMost: terms.largestFile)
                guard try await storing({ () async throws(AssetStoreError) in try await assets.put(bytes) }) == digest
                else { throw .damaged(issue, reason: "'\(path)' of \(name) is not what its name says") }
            case "cache":
                guard let key = SHA256Digest(hex: String(parts[1].dropLast(5))) else { continue }
                let bytes = try await content(of: file, atMost: 1 << 20)
                try await storing { () async throws(AssetStoreError) in try await results.adopt(bytes, for: key) }
            default: continue
            }
        }
    }

    private func storing<Value>(
        _ work: () async throws(AssetStoreError) -> Value
    ) async throws(ClaimError) -> Value {
        do throws(AssetStoreError) { return try await work() } catch {
            throw .shelf(issue, .storage(reason: "\(error)"))
        }
    }
}
