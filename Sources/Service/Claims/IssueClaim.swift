package import Core
import Store

/// One issue as all hosts see it: who is at work on it, its runs, and what they have spent; `refs/showrunner/issues/N`.
///
/// No paid call leaves before the reference names its intent: `publish` moves it by compare-and-swap, and whoever lost the claim
/// meanwhile fails there. What follows a call is passed on soon after. See `docs/decisions/0018-claims.md`.
package actor IssueClaim {
    package static func name(of number: Int) -> String { "refs/showrunner/issues/\(number)" }

    nonisolated let issue: IssueIdentity
    let name: String
    let shelf: any SharedShelf
    let ledger: SharedLedger
    let store: SQLiteStore
    let assets: FileAssetStore
    let results: FileResultCache
    let holder: ClaimHolder
    let time: any TimeSource
    let terms: ClaimTerms

    /// Where the folder was when it was last read or moved, and what lay in it.
    var version: ShelfVersion?
    var paths: Set<String> = []
    var note: ClaimNote?
    var isRead = false
    /// Whether the runs of that version were taken in.
    var wasTakenIn = false
    /// Where a claim of another host stood still for so long that it binds nobody.
    var deadVersion: ShelfVersion?
    /// Who took the claim from us.
    var winner: String?
    /// Whether another host took it since it was last taken here.
    package private(set) var wasLost = false
    /// Up to which event each run is in the folder.
    var pushed: [RunID: Int] = [:]
    /// The letters of a run as the folder has them.
    var pushedLetters: [RunID: [KeptLetter]] = [:]
    /// Runs with something that is still to be passed on.
    var dirty: Set<RunID> = []
    /// Runs of this process whose lines of the ledger matter to others at once.
    var sharing: Set<RunID> = []
    var filesPushed: [RunID: Int] = [:]
    /// What text models have answered to the runs of this process.
    var answers: Set<SHA256Digest> = []
    /// Files that are too large to go along, with their bytes.
    var leftOut: [RunID: [SHA256Digest: Int]] = [:]
    /// How many of this process rely on the claim.
    private var uses = 0
    private var lastPush: Timestamp?
    private var isBusy = false
    private var waiting: [CheckedContinuation<Void, Never>] = []
    private var passing: Task<Void, Never>?
    private var renewing: Task<Void, Never>?

    init(
        of issue: IssueIdentity, named name: String, on shelf: any SharedShelf, ledger: SharedLedger,
        store: SQLiteStore, assets: FileAssetStore, results: FileResultCache, holder: ClaimHolder,
        time: any TimeSource, terms: ClaimTerms
    ) {
        self.issue = issue
        self.name = name
        self.shelf = shelf
        self.ledger = ledger
        self.store = store
        self.assets = assets
        self.results = results
        self.holder = holder
        self.time = time
        self.terms = terms
    }

    private var isHeld: Bool { uses > 0 && winner == nil }

    // MARK: Taking and giving up

    /// Takes the issue's runs in as they are now, unless another host is at work on them; changes nothing there.
    ///
    /// `waits`: as in `take`. Throws `ClaimError.held` where one is.
    package func look(waits: Bool = false) async throws(ClaimError) {
        try await alone { () async throws(ClaimError) in
            if uses == 0 || winner != nil { try await readWhenFree(waits: waits) }
        }
    }

    /// Claims the issue, with its runs taken in as they are now; to be given up as often as it was taken.
    ///
    /// `waits`: whether a claim that nobody renews is waited for until it has run out; else, and where it is renewed meanwhile,
    /// `ClaimError.held` is thrown.
    package func take(waits: Bool) async throws(ClaimError) {
        try await alone { () async throws(ClaimError) in
            if uses == 0 {
                try await seize(waits: waits)
                renew()
            }
            uses += 1
        }
    }

    /// Lets others have the issue once the last one who took it is done; all that is known here has been passed on then.
    package func giveUp() async throws(ClaimError) {
        try await alone { () async throws(ClaimError) in
            uses = max(0, uses - 1)
            guard uses == 0 else { return }
            renewing?.cancel()
            passing?.cancel()
            defer {
                renewing = nil
                passing = nil
                winner = nil
            }
            guard winner == nil else { return }
            try await move(nil, givingUp: true)
            await dropAttempts()
        }
    }

    /// Reads the folder, where `waits` is set once a claim that nobody renews has run out.
    private func readWhenFree(waits: Bool) async throws(ClaimError) {
        var watched = Duration.zero
        while true {
            let seen = version
            do throws(ClaimError) { return try await read() } catch {
                guard case .held = error, waits else { throw error }
                // A holder that is alive moves it: then it is left to that one.
                if watched > .zero, seen != version { throw error }
                guard (try? await time.sleep(for: terms.look)) != nil else { throw error }
                watched += terms.look
                if watched >= (note?.lease ?? terms.lease) { deadVersion = version }
            }
        }
    }

    private func seize(waits: Bool) async throws(ClaimError) {
        winner = nil
        wasLost = false
        while true {
            try await readWhenFree(waits: waits)
            let now = time.now()
            let mine = ClaimNote(holder: holder, since: now, renewed: now, lease: terms.lease)
            let change = ShelfChange(
                name, from: version, puts: [ClaimNote.path: .bytes(mine.bytes)], note: "Claimed by \(holder.who)",
                at: now)
            let outcome: ShelfOutcome
            do throws(SharedShelfError) { outcome = try await shelf.swap([change]) } catch {
                throw .shelf(issue, error)
            }
            guard case .done(let versions) = outcome else { continue }
            version = versions[name]
            paths.insert(ClaimNote.path)
            note = mine
            lastPush = now
            return
        }
    }

    // MARK: Passing on

    /// Makes known what a batch is about to pay for, before it is written here; what came before goes with it.
    func publish(_ batch: EventBatch) async throws(ClaimError) {
        try await alone { () async throws(ClaimError) in
            if !batch.limits.isEmpty { sharing.insert(batch.run) }
            try await move(batch, givingUp: false)
        }
    }

    /// Takes a published batch back that could not be written here: the next portion of its run replaces it.
    func retract(_ batch: EventBatch) {
        guard let first = batch.events.first else { return }
        pushed[batch.run] = min(pushed[batch.run] ?? 0, first.sequence - 1)
        dirty.insert(batch.run)
    }

    /// Has what was written about a run passed on soon.
    func touch(_ run: RunID) {
        dirty.insert(run)
        guard passing == nil, isHeld else { return }
        passing = Task { await passOn() }
    }

    /// Passes on what is known here, at once.
    package func passOnNow(_ run: RunID) async throws(ClaimError) {
        try await alone { () async throws(ClaimError) in
            dirty.insert(run)
            try await move(nil, givingUp: false)
        }
    }

    /// Passes on what is still to be passed on of a run; nothing where there is nothing.
    func passOnRest(of run: RunID) async throws(ClaimError) {
        try await alone { () async throws(ClaimError) in
            if isHeld, dirty.contains(run) { try await move(nil, givingUp: false) }
        }
    }

    func checkHeld() throws(ClaimError) {
        if let winner { throw .lost(issue, to: winner) }
    }

    /// Whether the claim is still ours, asked of the others where this process has not been heard of for as long as it binds them:
    /// it may have stood still.
    func checkAlive() async throws(ClaimError) {
        try checkHeld()
        guard let lastPush, isHeld, time.now() - lastPush >= terms.lease else { return }
        try await alone { () async throws(ClaimError) in try await move(nil, givingUp: false) }
    }

    private func passOn() async {
        while !dirty.isEmpty, isHeld, !Task.isCancelled {
            guard (try? await time.sleep(for: terms.rest)) != nil else { break }  // Cancelled: it is given up.
            // What fails here is passed on with what comes next; a claim that is lost is noticed there too.
            do throws(ClaimError) {
                try await alone { () async throws(ClaimError) in
                    if isHeld, !dirty.isEmpty { try await move(nil, givingUp: false) }
                }
            } catch { break }
        }
        if !Task.isCancelled { passing = nil }
    }

    /// Says every third of the lease that its holder is alive, unless something else has.
    private func renew() {
        let (time, third) = (time, Duration.milliseconds(terms.lease.milliseconds / 3))
        renewing = Task { [weak self] in
            while (try? await time.sleep(for: third)) != nil {  // Cancelled: it is given up.
                guard let self else { return }
                await self.renewIfStill(for: third)
            }
        }
    }

    private func renewIfStill(for third: Duration) async {
        guard isHeld, let lastPush, time.now() - lastPush >= .milliseconds(third.milliseconds / 2) else { return }
        // Where it fails the next one tries again, and the next purchase says what is wrong.
        try? await alone { () async throws(ClaimError) in
            if isHeld { try await move(nil, givingUp: false) }
        }
    }

    // MARK: Moving

    /// Moves the folder, and the ledger with it where others must know at once.
    private func move(_ batch: EventBatch?, givingUp: Bool) async throws(ClaimError) {
        // Out of the list before they are read: what is written while this goes on is to be passed on too.
        var runs = Set<RunID>()
        do throws(ClaimError) { try await move(batch, &runs, givingUp: givingUp) } catch {
            dirty.formUnion(runs)
            throw error
        }
    }

    private func move(
        _ batch: EventBatch?, _ runs: inout Set<RunID>, givingUp: Bool
    ) async throws(ClaimError) {
        try checkHeld()
        var rest = Duration.seconds(1)
        var failures = 0
        while true {
            runs.formUnion(dirty)
            dirty = []
            let (change, passed) = try await change(with: batch, of: runs, givingUp: givingUp)
            let line = try await accountLine(with: batch, of: runs, givingUp: givingUp)
            var changes = [change]
            if let line {
                if let batch { try await checkLimits(of: batch) }
                if let own = try await ledger.change(putting: line, at: time.now()) { changes.insert(own, at: 0) }
            }
            let outcome: ShelfOutcome
            do throws(SharedShelfError) { outcome = try await shelf.swap(changes) } catch {
                failures += 1
                guard case .unreachable = error, failures < terms.tries, (try? await time.sleep(for: rest)) != nil
                else {
                    throw .shelf(issue, error)
                }
                rest = .milliseconds(rest.milliseconds * 2)
                // What was sent may have arrived all the same.
                try await followIfMine()
                continue
            }
            guard case .done(let versions) = outcome else {
                try await ledger.refresh()
                try await followIfMine()
                continue
            }
            if let line, let at = versions[SharedLedger.name] { await ledger.note(line, at: at) }
            done(change, passed, at: versions[name], givingUp: givingUp)
            return
        }
    }

    private func done(_ change: ShelfChange, _ passed: Passed, at version: ShelfVersion?, givingUp: Bool) {
        self.version = version
        paths.formUnion(change.puts.keys)
        paths.subtract(change.removes)
        note = passed.note
        lastPush = change.time
        for (run, sequence) in passed.sequences { pushed[run] = sequence }
        for (run, letters) in passed.letters { pushedLetters[run] = letters }
        for (run, bytes) in passed.files { filesPushed[run, default: 0] += bytes }
        for (run, files) in passed.leftOut { leftOut[run, default: [:]].merge(files) { $1 } }
        if givingUp { sharing = [] }
    }

    /// After a swap that was not made: goes on from where the folder is, where it is still ours.
    private func followIfMine() async throws(ClaimError) {
        let (now, files) = try await current()
        guard now != version else { return }
        guard let now else {
            // Somebody has removed it: all of it is made again.
            (version, paths, pushed, pushedLetters) = (nil, [], [:], [:])
            return
        }
        let found = try await note(in: files)
        guard found?.holder?.id == holder.id else {
            winner = found?.holder?.who ?? "Another host"
            wasLost = true
            return try checkHeld()
        }
        // Another process at this folder, or our own swap whose answer was lost.
        (version, paths) = (now, Set(files.keys))
    }

    /// Where the folder is now; its files only where that is not where it was.
    func current() async throws(ClaimError) -> (version: ShelfVersion?, files: [String: ShelfFile]) {
        do throws(SharedShelfError) {
            guard let now = try await shelf.tips(under: name)[name] else { return (nil, [:]) }
            return (now, now == version && isRead && wasTakenIn ? [:] : try await shelf.files(at: now))
        } catch { throw .shelf(issue, error) }
    }

    func content(of file: ShelfFile, atMost limit: Int) async throws(ClaimError) -> [UInt8] {
        do throws(SharedShelfError) { return try await shelf.content(of: file, atMost: limit) } catch {
            throw .shelf(issue, error)
        }
    }

    func note(in files: [String: ShelfFile]) async throws(ClaimError) -> ClaimNote? {
        guard let file = files[ClaimNote.path] else { return nil }
        return try ClaimNote(try await content(of: file, atMost: ClaimNote.largest), of: issue)
    }

    // MARK: One at a time

    private func alone<Value>(_ work: () async throws(ClaimError) -> Value) async throws(ClaimError) -> Value {
        while isBusy { await withCheckedContinuation { waiting.append($0) } }
        isBusy = true
        defer {
            isBusy = false
            let next = waiting
            waiting = []
            for one in next { one.resume() }
        }
        return try await work()
    }
}
