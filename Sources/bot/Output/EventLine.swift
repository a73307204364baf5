import Content
import Core
import Engine

/// What a person is told of one event while a run goes on; nil for what they need not see.
enum EventLine {
    static func text(of event: Event) -> String? {
        switch event.fact {
        case .engine(let fact): text(of: fact)
        case .room(let record): text(of: record)
        }
    }

    private static func text(of fact: EngineFact) -> String? {
        switch fact {
        case .runCreated(let charter):
            "run for '\(PlainText.line(charter.issueTitle, limit: 80))', workflow \(charter.workflow), "
                + "base seed \(charter.brief.seed)"
        case .runResumed: "going on where the run stood"
        case .runInterrupted(let reason): "stopped: \(PlainText.line(reason))"
        case .runCancelRequested(let reason): "cancelling: \(PlainText.line(reason))"
        case .runWaiting(let reason): "waiting: \(PlainText.line(reason))"
        case .taskRetrying(let id, let failure, _, _): "\(id): \(said(failure)); trying again"
        case .taskEscalated(let id, let failure, _), .taskFailed(let id, let failure, _):
            "\(id) failed: \(PlainText.line(failure.message))"
        case .taskSkipped(let id, byCondition: false, let reason): "\(id) skipped: \(PlainText.line(reason))"
        case .taskSucceeded(_, _, let shortfall?, _): PlainText.line(shortfall, limit: 400)
        case .taskSpawned(let id, let children, _, _):
            children.allSatisfy { $0.text.hasPrefix(id.template) }
                ? nil : "\(id) sends back: \(children.map(\.text).joined(separator: ", "))"
        case .budgetSet(let amount, let decider): "the budget is \(amount) USD now (\(PlainText.line(decider.login)))"
        case .costOverrunWarned(let predicted, let budget):
            "this run is expected to cost \(predicted) USD in the end, more than its budget of \(budget)"
        case .spendingStopped(_, let reason): "nothing more is bought: \(PlainText.line(reason))"
        case .tierLowered(let tier, let reason):
            "going on with models of the \(tier.rawValue) tier: \(PlainText.line(reason))"
        case .gateOpened(let gate): "\(gate.id): \(PlainText.line(gate.question, limit: 400))"
        case .gateReminded(let gate): "\(gate) still waits for a decision"
        case .gateDecided(let decision):
            "\(decision.gate): \(decision.kind.rawValue), by \(PlainText.line(decision.by.login))"
        case .gateVoided(let gate, let reason): "\(gate) is void: \(PlainText.line(reason))"
        case .decisionRefused(let decision, let reason):
            "the decision '\(decision.kind.rawValue)' on \(decision.gate) binds nothing: \(PlainText.line(reason))"
        case .modelSuspended(let model, _, let reason):
            "\(PlainText.line(model)) is left alone for a while: \(PlainText.line(reason))"
        case .taskRerouted(let id, let step, let failure, _):
            "\(id): \(said(failure)); going on"
                + (step.to.map { " with \(PlainText.line($0))" } ?? "")
                + (step.loss.map { ", \(PlainText.line($0))" } ?? "")
        case .taskAnsweredLate(let id, let answer):
            "\(id): an answer to try \(answer.tryNumber) came late; it cost \(answer.spending.settled) USD"
        case .modelRestored, .modelChosen, .taskAwaits, .runStarted, .runFinished, .taskAdded, .taskStarted,
            .taskSucceeded, .taskSuspended, .taskSkipped,
            .taskCancelled, .taskLost:
            nil
        }
    }

    /// Fit to be gone on with.
    private static func said(_ failure: TaskFailure) -> String {
        let text = PlainText.line(failure.message)
        return text.hasSuffix(".") ? String(text.dropLast()) : text
    }

    private static func text(of record: RoomFact) -> String? {
        if let made = AssetProduced(record)?.asset {
            return "\(made.key), attempt \(made.attempt): \(made.size) \(made.mediaType.format)"
                + (made.isReproducible ? ", seed \(made.seed)" : "")
        }
        if let judged = AssetJudged(record) {
            let weak = judged.judgement.criteria.filter { $0.value < 80 }.sorted { $0.value < $1.value }.prefix(3)
                .map { "\($0.key) \(Int($0.value.rounded()))" }
            return "\(judged.key), attempt \(judged.attempt): \(Figures.score(judged.judgement.score)) of 100, "
                + judged.judgement.verdict.rawValue + (weak.isEmpty ? "" : " (\(weak.joined(separator: ", ")))")
        }
        if let step = PromptRewritten(record) {
            return "\(step.key), prompt \(step.number) of \(step.count) (\(step.step), \(step.model)): "
                + PlainText.line(step.text, limit: 120)
        }
        if let kept = PromptKept(record) {
            return "\(kept.key): the prompt stays as it is: \(PlainText.line(kept.reason))"
        }
        if let made = DeliveryMade(record) {
            let place = made.commit.map { "commit \($0.prefix(12)) on \(made.branch ?? "")" } ?? made.folder ?? ""
            return "delivered: \(place)" + (made.pushedTo.map { ", pushed to \(PlainText.line($0))" } ?? "")
        }
        return nil
    }
}
