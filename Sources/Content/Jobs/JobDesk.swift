import Core

/// What agents that have jobs done share: beginning one, looking at it, and finding one whose beginning was not answered.
struct JobDesk: Sendable {
    let time: any TimeSource
    private let looks = LookCount()

    init(time: any TimeSource) { self.time = time }

    /// A service may list a job a while after it was begun, and its clock may differ from ours by as much.
    static let slack = Duration.seconds(60)
    /// The rest between two readings of a service's list, and how often it is read.
    private static let rest = Duration.seconds(20)
    private static let readings = 4

    /// Begins a job, and suspends the try until it is done.
    func begin(
        _ order: TaskOrder, at service: any JobService, _ begin: () async throws(ProviderError) -> String
    ) async -> AgentAnswer {
        let model = service.model
        do throws(ProviderError) {
            let token = try await begin()
            // It is written into every event of the try: no text of a service's may swell them.
            guard token.utf8.count <= 500, !token.contains(where: \.isNewline) else {
                return AgentAnswer(
                    .failed(
                        TaskFailure(.unknownOutcome, "\(model.provider) began the job under a name that can't be kept"))
                )
            }
            let begun = JobBegun(
                task: order.task.id, tryNumber: order.tryNumber, model: model.name, token: token)
            return AgentAnswer(
                .suspended(token: token, deadline: time.now() + model.patience), records: [begun.record])
        } catch {
            var spending = Spending.nothing
            if case .wasted(_, let cost) = error { spending = Spending(settled: cost) }
            return AgentAnswer(.failed(TaskFailure(error, provider: model.provider)), spending: spending)
        }
    }

    /// What a finished job is worth to its task: what it put out, and the records of it.
    struct Harvest: Sendable {
        let output: JSONValue
        let records: [RoomFact]

        /// With what the service counted, where it did.
        func output(with tokens: Int?) -> JSONValue {
            guard let tokens, var members = output.object else { return output }
            members["tokens"] = .integer(Int64(tokens))
            return .object(members)
        }
    }

    /// Looks at a job; `take` keeps what it made, and throws a `TaskFailure` where that can't be used.
    ///
    /// What keeps the job from being seen, or what it made from being kept, says nothing about it: it is looked at again.
    func look(
        at token: String, for order: TaskOrder, of service: any JobService, signals: any SignalSink,
        take: (JobResult) async throws -> Harvest
    ) async -> JobLook {
        let model = service.model
        let count = looks.another(at: token, of: order)
        let state: JobState
        do throws(ProviderError) {
            state = try await service.look(at: token)
        } catch {
            let failure = TaskFailure(error, provider: model.provider)
            signals.send(.activity(order.task.id, "its job can't be seen at present: \(failure.message)"))
            if case .throttled(let after) = error { return .unseen(after: after) }
            return .unseen(after: nil)
        }
        switch state {
        case .working(let progress):
            if let progress { signals.send(.progress(order.task.id, fraction: progress)) }
            signals.send(.activity(order.task.id, "\(model.name) is at work"))
            return .working(after: nil)
        case .failed(let error):
            var spending = Spending.nothing
            if case .wasted(_, let cost) = error { spending = Spending(settled: cost) }
            return .completed(
                completion(
                    of: order, token, failure: TaskFailure(error, provider: model.provider), spending: spending,
                    looks: count))
        case .done(let result):
            let spending = Spending(settled: result.cost)
            do {
                let harvest = try await take(result)
                return .completed(
                    completion(
                        of: order, token, output: harvest.output(with: result.tokens), spending: spending,
                        records: harvest.records, looks: count))
            } catch let failure as TaskFailure where failure.kind != .permanent {
                // What was made is there, the place for it is not: it is fetched again, as another job would cost again.
                signals.send(.activity(order.task.id, failure.message))
                return .unseen(after: .seconds(60))
            } catch let failure as TaskFailure {
                return .completed(completion(of: order, token, failure: failure, spending: spending, looks: count))
            } catch {
                let failure = TaskFailure(
                    .permanent, "what \(model.name) made for \(order.task.id) can't be used: \(error)")
                return .completed(completion(of: order, token, failure: failure, spending: spending, looks: count))
            }
        }
    }

    private func completion(
        of order: TaskOrder, _ token: String, output: JSONValue = .null, failure: TaskFailure? = nil,
        spending: Spending, records: [RoomFact] = [], looks count: Int
    ) -> TaskCompletion {
        looks.forget(token, of: order)
        let watched = JobWatched(task: order.task.id, tryNumber: order.tryNumber, looks: count)
        return TaskCompletion(
            task: order.task.id, tryNumber: order.tryNumber, token: token, output: output, failure: failure,
            spending: spending, records: records + [watched.record])
    }

    /// Looks in the service's own list for the one job that a try began; `list` gives the tokens of those that fit.
    ///
    /// Nothing is only said once the list has been read after the time that a beginning may take to show in it.
    func find(
        _ order: TaskOrder, of service: any JobService, begunAfter start: Timestamp, signals: any SignalSink,
        list: (ClosedRange<Timestamp>) async throws(ProviderError) -> [String]?
    ) async -> JobSearch {
        let model = service.model
        let others = Set(
            order.records.compactMap(JobBegun.init)
                .filter { $0.task != order.task.id || $0.tryNumber != order.tryNumber }.map(\.token))
        let window = (start - Self.slack)...(start + Self.callLimit(of: model) + Self.slack)
        signals.send(.activity(order.task.id, "asking \(model.provider) what became of the job that was begun"))
        var problem = "its list could not be read"
        for reading in 1...Self.readings {
            let due = reading == 1 ? max(.zero, start + Self.slack - time.now()) : Self.rest
            guard (try? await time.sleep(for: due)) != nil else { break }  // Cancelled: the next process looks.
            do throws(ProviderError) {
                guard let found = try await list(window) else {
                    return .unknown(reason: "\(model.provider) has no list to find it in")
                }
                let fitting = found.filter { !others.contains($0) }
                if fitting.count > 1 {
                    return .unknown(reason: "\(fitting.count) jobs at \(model.provider) fit it, and any may be it")
                }
                if let token = fitting.first {
                    let begun = JobBegun(
                        task: order.task.id, tryNumber: order.tryNumber, model: model.name, token: token)
                    return .begun(token: token, deadline: start + model.patience, records: [begun.record])
                }
                // Read once more: a list may lag behind.
                if reading >= 2 { return .nothing }
            } catch {
                problem = TaskFailure(error, provider: model.provider).message
            }
        }
        return .unknown(reason: problem)
    }

    /// How long the call may take that begins a job; the job itself is another matter.
    static func callLimit(of model: Model) -> Duration { min(model.timeout, .seconds(180)) }
}

extension Timestamp {
    fileprivate static func - (left: Timestamp, duration: Duration) -> Timestamp {
        Timestamp(milliseconds: left.milliseconds - duration.milliseconds)
    }
}
