import Core
import Synchronization

/// The paid services: they count every call and every charge, and remember what they answered.
final class SimulatedService: Sendable {
    /// One paid call.
    struct Call: Sendable {
        let run: RunID
        let task: TaskID
        let tryNumber: Int
        let process: Int
        let charge: MicroDollars
        /// Whether the process lived to have the answer.
        var isAnswered = false
    }
    private struct State {
        var calls: [String: Call] = [:]
        /// What jobs will have come to, and when, by their tokens.
        var jobs: [String: (completion: TaskCompletion, moment: Int64)] = [:]
        /// The asset and attempt that each seed of a run was used for.
        var seeds: [String: String] = [:]
    }
    private let state = Mutex(State())
    private let findings: Findings

    init(findings: Findings) { self.findings = findings }

    /// Does what it is asked for, and charges for it.
    func charge(_ order: TaskOrder, _ amount: MicroDollars, by process: Int) {
        let call = Call(
            run: order.run, task: order.task.id, tryNumber: order.tryNumber, process: process, charge: amount)
        let isNew = state.withLock { state in
            state.calls.updateValue(call, forKey: order.idempotencyKey) == nil
        }
        if !isNew { findings.add("\(order.idempotencyKey) was bought twice") }
    }

    /// A job works on its own from here, and has ended so many milliseconds after the beginning of the world.
    func end(_ completion: TaskCompletion, at moment: Int64) {
        state.withLock { $0.jobs[completion.token] = (completion, moment) }
    }

    /// What a job has come to by a moment; nil while it is at work.
    func ended(_ token: String, by moment: Int64) -> TaskCompletion? {
        guard let job = state.withLock({ $0.jobs[token] }), job.moment <= moment else { return nil }
        return job.completion
    }

    func noteAnswer(to order: TaskOrder) {
        state.withLock { $0.calls[order.idempotencyKey]?.isAnswered = true }
    }

    func call(_ run: RunID, _ task: TaskID, _ tryNumber: Int) -> Call? {
        state.withLock { $0.calls["\(run)/\(task)/\(tryNumber)"] }
    }

    /// The calls of a run, in the order of their names.
    func calls(of run: RunID) -> [Call] {
        state.withLock { state in
            state.calls.values.filter { $0.run == run }.sorted { ($0.task, $0.tryNumber) < ($1.task, $1.tryNumber) }
        }
    }

    /// An attempt of an asset always has the same seed, and no two have the same.
    func noteSeed(of order: TaskOrder) {
        guard let seed = order.seed, let asset = order.task.asset else { return }
        let subject = "\(asset)@\(order.task.attempt)"
        let others = state.withLock { state -> [String] in
            let both = ["\(order.run) seed \(seed)": subject, "\(order.run) subject \(subject)": "\(seed)"]
            return both.sorted { $0.key < $1.key }.compactMap { key, value in
                guard let known = state.seeds.updateValue(value, forKey: key), known != value else { return nil }
                return "\(key): \(known), then \(value)"
            }
        }
        for other in others { findings.add("a seed changed or came twice: \(other)") }
    }
}
