import Core

/// Services that work in their own time: suspended tries are looked after, and what was begun unheard is looked for.
extension RunMachine {
    /// Has a suspended try looked after by this process, if its agent can; `isTakenUp`: at once, as much may have happened.
    ///
    /// While it does so the run stays live here, and holds nothing else.
    @discardableResult
    mutating func lookAfter(_ position: Int, isTakenUp: Bool = false) -> Bool {
        guard let token = board.tasks[position].token, let order = order(for: position, isUnderWay: true),
            let pace = policy.pace(order)
        else { return false }
        jobs.look(after: position)
        timed.remove(position)
        step.actions.append(.look(order, token: token, after: isTakenUp ? .zero : pace))
        return true
    }

    /// Whether it was looked after until now.
    @discardableResult
    mutating func stopLooking(_ position: Int) -> Bool {
        guard jobs.stop(position) else { return false }
        step.actions.append(.stopLooking(board.tasks[position].task.id))
        return true
    }

    /// Takes in what a look showed.
    ///
    /// A deadline is held against a job only here, and only by a look that was asked after it: whoever was held up longer than it
    /// lasted may find the answer there.
    mutating func take(_ look: JobLook, asked: Timestamp, of id: TaskID, tryNumber: Int) {
        guard let position = board.position(of: id), board.tasks[position].tries == tryNumber,
            jobs.looked.contains(position), let deadline = board.tasks[position].due
        else { return }
        switch look {
        case .completed(let completion): take(completion)
        case .working:
            jobs.saw(position)
            if deadline <= asked { giveUpWaiting(for: board.tasks[position], at: position) }
        case .unseen:
            let blindness = jobs.miss(position, at: asked)
            guard blindness.looks >= policy.unseenLooks else { return }
            guard max(deadline, blindness.since) + policy.unseenPatience <= asked else { return }
            giveUpWaiting(for: board.tasks[position], at: position)
        }
    }

    /// Whether what a try began can be looked for.
    mutating func leavesTrace(_ position: Int) -> Bool {
        guard let order = order(for: position, isUnderWay: true) else { return false }
        return policy.leavesTrace(order)
    }

    /// Looks for what a try began; until that is known it counts as under way, and holds what it reserved.
    mutating func search(for position: Int, after failure: TaskFailure, spending: Spending, cause: Int?) {
        guard let order = order(for: position, isUnderWay: true) else { return }
        jobs.searches[position] = JobTable.Search(failure: failure, spending: spending, cause: cause)
        let start = board.courses[position]?.begunAt ?? board.tasks[position].startedAt ?? order.createdAt
        step.actions.append(.search(order, since: start))
    }

    mutating func take(_ found: JobSearch, of id: TaskID, tryNumber: Int) {
        guard let position = board.position(of: id), board.tasks[position].tries == tryNumber,
            let search = jobs.searches.removeValue(forKey: position)
        else { return }
        defer { takeEarly(for: id) }
        let by = board.tasks[position].task.uses
        step.isNews = true
        switch found {
        case .begun(let token, let deadline, let records):
            for record in records { self.record(.room(record), by: by, cause: search.cause) }
            emit(
                .taskSuspended(id, token: token, deadline: deadline, spending: .nothing), by: by, cause: search.cause)
            lookAfter(position)
        case .nothing: lose(position, search, because: "the service's list does not have it, though it may yet")
        case .unknown(let reason): lose(position, search, because: reason)
        }
        forecast()
    }

    /// Nothing is found that the try began.
    ///
    /// A list without it proves nothing: whoever made the try may be about to begin, held up on the way.
    private mutating func lose(_ position: Int, _ search: JobTable.Search, because reason: String) {
        let failure = TaskFailure(.unknownOutcome, "\(search.failure.message); \(reason)")
        recover(from: failure, at: position, spending: search.spending, cause: search.cause)
    }
}
