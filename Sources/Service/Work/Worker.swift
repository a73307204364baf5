package import Core
package import Store

/// Looks at the issues that somebody has asked it to look at, and has their runs brought on, several at once.
///
/// What is to be done stands in the store: a process that dies loses nothing, and two that work at one store get in each other's
/// way no more than two commands would, as a run belongs to whoever holds its lease.
package actor Worker {
    private let store: SQLiteStore
    private let attendant: any Attendant
    private let rules: WorkRules
    private let time: any TimeSource
    private let counts: ServiceCounts
    /// Told when there may be something to do.
    private let bell = CommitNews()
    private var looking: Set<AttentionPlace> = []
    private var running: Set<IssueIdentity> = []
    /// Those that could not be gone on with; they are left to the next start, or to a person.
    private var setAside: Set<RunID> = []
    /// Those about which nothing could be noted; they are left alone until the next round.
    private var resting: Set<AttentionPlace> = []
    private var isRoundDue = true
    private var forgetsAt = Timestamp(milliseconds: 0)
    private var isStopping = false

    package init(
        store: SQLiteStore, attendant: any Attendant, rules: WorkRules = WorkRules(), time: any TimeSource,
        counts: ServiceCounts
    ) {
        self.store = store
        self.attendant = attendant
        self.rules = rules
        self.time = time
        self.counts = counts
    }

    /// Begins nothing new from now on.
    package func stop() {
        isStopping = true
        bell.tell()
    }

    /// Looks at once for runs that have something to do.
    package func wake() {
        isRoundDue = true
        bell.tell()
    }

    /// Works until it is stopped and what it has begun has ended.
    package func run() async {
        await withTaskGroup(of: Void.self) { helpers in
            helpers.addTask { await self.hearDeliveries() }
            helpers.addTask { await self.keepTime() }
            await work()
            helpers.cancelAll()
        }
    }

    private func work() async {
        await withDiscardingTaskGroup { runs in
            await withDiscardingTaskGroup { looks in
                while !isStopping {
                    let heard = bell.commits
                    do throws(RunLogError) { try await begin(&looks, &runs) } catch {
                        attendant.tell("What is to be done could not be read: \(error)")
                    }
                    if !isStopping { await bell.wait(after: heard) }
                }
                // A look that is broken off is made again after the next start; runs have a way of their own to stop.
                looks.cancelAll()
            }
        }
    }

    private func hearDeliveries() async {
        while !Task.isCancelled {
            let seen = store.attentionCount
            bell.tell()
            await store.attention(after: seen)
        }
    }

    private func keepTime() async {
        while !Task.isCancelled {
            isRoundDue = true
            resting = []
            if let error = counts.takeError() { attendant.tell("Deliveries could not be kept: \(error)") }
            bell.tell()
            // Cut short where it is cancelled, which the loop sees.
            try? await time.sleep(for: rules.rounds)
        }
    }

    /// Begins as much as there is and may be done at once.
    private func begin(
        _ looks: inout DiscardingTaskGroup, _ runs: inout DiscardingTaskGroup
    ) async throws(RunLogError) {
        if looking.count < rules.looks {
            let open = try await store.openAttention(at: time.now(), limit: rules.looks + looking.count + resting.count)
            for row in open where looking.count < rules.looks && isFree(row.place) {
                looking.insert(row.place)
                looks.addTask { await self.look(row) }
            }
        }
        if running.count < rules.runs {
            let wanted = try await store.wantedRuns(limit: rules.runs + running.count + resting.count)
            for row in wanted where running.count < rules.runs && !resting.contains(row.place) {
                guard let issue = row.place.identity, running.insert(issue).inserted else { continue }
                runs.addTask { await self.bring(issue, row) }
            }
        }
        if isRoundDue {
            isRoundDue = false
            if time.now() >= forgetsAt {
                forgetsAt = time.now() + rules.forgetting
                try await store.forgetDeliveries(receivedBefore: time.now() + (.zero - rules.memory))
            }
            for run in try await store.runs(dueAt: time.now())
            where running.count < rules.runs && !setAside.contains(run.id) && running.insert(run.issue).inserted {
                runs.addTask { await self.resume(run) }
            }
        }
    }

    private func isFree(_ place: AttentionPlace) -> Bool { !looking.contains(place) && !resting.contains(place) }
}

// MARK: One at a time

extension Worker {
    private func look(_ row: AttentionRow) async {
        var isGood = false
        do {
            if let issue = row.place.identity {
                let look = try await attendant.look(at: issue)
                try await store.settle(row, wantsRun: look == .runWanted)
            } else {
                let issues = try await attendant.sweep(row.place.repository)
                try await store.ask(for: issues.compactMap(AttentionPlace.init), at: time.now())
                try await store.settle(row, wantsRun: false)
            }
            isGood = true
        } catch  where isStopping {
            // It is made again after the next start.
        } catch {
            let delay = rules.delay(after: row.failures)
            attendant.tell("\(row.place) can't be looked at now; again in \(delay.milliseconds / 1000) s: \(error)")
            await note(row.place) { () throws(RunLogError) in
                try await self.store.putOff(row, until: self.time.now() + delay)
            }
        }
        counts.looked(isGood)
        looking.remove(row.place)
        bell.tell()
    }

    private func bring(_ issue: IssueIdentity, _ row: AttentionRow) async {
        counts.runBegan()
        do {
            // One that was stopped is still wanted, and is brought on after the next start.
            if try await attendant.bring(issue) == .rests { try await store.settleRun(row) }
        } catch {
            let delay = rules.delay(after: row.failures)
            attendant.tell("The run of \(issue) can't go on now; again in \(delay.milliseconds / 1000) s: \(error)")
            await note(row.place) { () throws(RunLogError) in
                try await self.store.putOffRun(row, until: self.time.now() + delay)
            }
        }
        ended(issue)
    }

    private func resume(_ run: RunSummary) async {
        counts.runBegan()
        do { _ = try await attendant.resume(run.id) } catch {
            setAside.insert(run.id)
            attendant.tell("\(run.id) can't go on; 'bot resume \(run.id)' tries again: \(error)")
        }
        ended(run.issue)
    }

    private func ended(_ issue: IssueIdentity) {
        counts.runEnded()
        running.remove(issue)
        bell.tell()
    }

    /// Notes something about a place; where not even that can be done, the place is left alone until the next round.
    private func note(_ place: AttentionPlace, _ work: () async throws(RunLogError) -> Void) async {
        do throws(RunLogError) { try await work() } catch {
            resting.insert(place)
            attendant.tell("What happened could not be noted: \(error)")
        }
    }
}
