import Core

/// Which model performs a task, and which is left alone for a while.
extension RunMachine {
    /// Starts a task that is ready, or holds it until there is a model or money for it.
    mutating func start(_ order: TaskOrder, at position: Int) {
        guard let offers = policy.offers(order) else {
            begin(order, at: position, terms: .free)
            return
        }
        lowerTier(for: order.brief)
        switch router(for: position, order.brief, offers).route(offers) {
        case .call(let offer, let choice):
            buying.prices[order.task.uses] = choice.price
            let cause = emit(.modelChosen(order.task.id, choice))
            var chosen = order
            chosen.model = choice.model
            begin(
                chosen, at: position,
                terms: TryTerms(reserved: choice.price, model: choice.model, isRepeatable: offer.isRepeatable),
                cause: cause)
        case .wait(_, let until): buying.hold(position, until: until, now: time)
        case .unaffordable(let least):
            buying.prices[order.task.uses] = least
            buying.hold(position, lacking: least)
        case .none(let reason):
            giveUp(
                TaskFailure(.permanent, "\(order.task.uses): \(reason)"), at: position, spending: .nothing, cause: nil)
        }
    }

    private mutating func begin(_ order: TaskOrder, at position: Int, terms: TryTerms, cause: Int? = nil) {
        expect(position)
        running[position] = emit(
            .taskStarted(order.task.id, tryNumber: order.tryNumber, terms: terms), cause: cause)
        locks.take(order.task.locks, for: position)
        timed.remove(position)
        if terms.reserved > .zero {
            step.limits = limits
            voidBudgetGates(cause: running[position])
        }
        step.actions.append(.start(order))
        step.isNews = true
    }

    /// What the next call may cost of a task that a person has tried anew, with every model that it had at first.
    mutating func priceOfAnotherTry(_ position: Int) -> MicroDollars {
        guard let order = order(for: position), let offers = policy.offers(order) else { return .zero }
        var router = router(for: position, order.brief, offers)
        router.wanted = order.brief.model
        router.failed = []
        let price: MicroDollars? =
            switch router.lowered(to: min(order.brief.quality, board.loweredTier ?? order.brief.quality)).route(offers)
            {
            case .call(_, let choice): choice.price
            case .wait(let model, _): offers.first { $0.model == model }?.price
            case .unaffordable(let least): least
            case .none: nil
            }
        return price ?? .zero
    }

    /// What the router is told about a task.
    private func router(for position: Int, _ brief: Brief, _ offers: [ModelOffer]) -> ModelRouter {
        let course = board.courses[position]
        let detour = course?.failedModels.isEmpty == false ? course?.detours.last : nil
        var tier = min(brief.quality, board.loweredTier ?? brief.quality)
        if let detour, detour.strategy == .lowerQuality {
            tier = min(tier, offers.first { $0.model == detour.to }?.tier ?? .fast)
        }
        var router = ModelRouter(tier: tier, wanted: detour?.to ?? brief.model)
        router.failed = Set(course?.failedModels ?? [])
        router.suspended = suspendedModels
        router.room = isStopped ? .zero : room
        router.isScarce = isScarce
        return router
    }

    /// The models that may not be called now.
    ///
    /// One whose rest is over is tried with a single call; until that has been answered the others wait for it.
    private var suspendedModels: [String: Timestamp] {
        guard !board.models.isEmpty else { return [:] }
        return board.models.compactMapValues(\.suspendedUntil).filter { model, until in
            until > time || running.keys.contains { board.courses[$0]?.model == model }
        }
    }

    /// Another way for a task whose model has failed it: another model of the tier, or less quality; nil where there is none.
    ///
    /// `released` is what the failed try gives back of its reservation. What cost nothing is not replaced by what does.
    mutating func detour(
        for position: Int, after failure: TaskFailure, releasing released: MicroDollars
    ) -> RecoveryStep? {
        guard let failed = board.courses[position]?.model, let order = order(for: position),
            var offers = policy.offers(order)
        else { return nil }
        let tried = Set(board.courses[position]?.failedModels ?? []).union([failed])
        let old = offers.filter { tried.contains($0.model) }
        offers.removeAll { offer in
            !tried.contains(offer.model) && old.contains { offer.fails(with: $0, for: failure.kind) }
        }
        if offers.contains(where: { $0.model == failed && $0.price == .zero }) {
            offers.removeAll { $0.price != .zero }
        }
        var router = router(for: position, order.brief, offers)
        router.wanted = nil
        router.failed.insert(failed)
        router.room = router.room.map { isStopped ? $0 : $0 + released }
        if let other = Self.destination(router.route(offers)) {
            return RecoveryStep(.modelSwap, from: failed, to: other)
        }
        // The best of what is left, tier by tier: less is made, but no less than need be.
        for tier in [QualityTier.balanced, .fast] where tier < router.tier {
            let lower = router.lowered(to: tier)
            guard let other = Self.destination(lower.route(offers)) else { continue }
            let loss = offers.first { $0.model == other }?.loss
            return RecoveryStep(.lowerQuality, from: failed, to: other, loss: loss)
        }
        return nil
    }

    private static func destination(_ route: ModelRoute) -> String? {
        switch route {
        case .call(let offer, _): offer.model
        case .wait(let model, _): model
        case .unaffordable, .none: nil
        }
    }

    /// Suspends the model of a task's last try where it fails too often, or restores it where it answers again.
    ///
    /// `health` is how it fared before this answer.
    mutating func judgeModel(of position: Int, since health: ModelHealth?, cause: Int?) {
        guard let model = board.courses[position]?.model else { return }
        let wasSuspended = health?.suspendedUntil != nil
        guard let now = board.models[model], now.failuresInARow > 0 else {
            if wasSuspended { emit(.modelRestored(model), cause: cause) }
            return
        }
        let rules = policy.buying.breaker
        guard now.failuresInARow > health?.failuresInARow ?? 0, now.failuresInARow >= rules.failures,
            now.suspendedUntil.map({ $0 <= time }) ?? true
        else { return }
        let until = time + rules.rest(after: now.suspensions)
        emit(
            .modelSuspended(
                model, until: until,
                reason: "\(now.failuresInARow) calls in a row failed; the last: \(board.tasks[position].failure ?? "")"),
            cause: cause)
    }

    /// How the model of a task's try has fared so far.
    func health(at position: Int) -> ModelHealth? {
        board.courses[position]?.model.flatMap { board.models[$0] }
    }
}
