import Content
import Core

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
        case .taskRetrying(let id, let failure, _, _): "\(id): \(PlainText.line(failure.message)); trying again"
        case .taskEscalated(let id, let failure, _), .taskFailed(let id, let failure, _):
            "\(id) failed: \(PlainText.line(failure.message))"
        case .taskSkipped(let id, byCondition: false, let reason): "\(id) skipped: \(PlainText.line(reason))"
        case .taskSucceeded(_, _, let shortfall?, _): PlainText.line(shortfall, limit: 400)
        case .taskSpawned(let id, let children, _, _):
            children.isEmpty ? nil : "\(id) sends back: \(children.map(\.text).joined(separator: ", "))"
        case .runStarted, .runFinished, .taskAdded, .taskStarted, .taskSucceeded, .taskSuspended, .taskSkipped,
            .taskCancelled, .taskLost:
            nil
        }
    }

    private static func text(of record: RoomFact) -> String? {
        if let made = AssetProduced(record)?.asset {
            return "\(made.key), attempt \(made.attempt): \(made.size) \(made.mediaType.format), seed \(made.seed)"
        }
        if let judged = AssetJudged(record) {
            let weak = judged.judgement.criteria.filter { $0.value < 80 }.sorted { $0.value < $1.value }.prefix(3)
                .map { "\($0.key) \(Int($0.value.rounded()))" }
            return "\(judged.key), attempt \(judged.attempt): \(Figures.score(judged.judgement.score)) of 100, "
                + judged.judgement.verdict.rawValue + (weak.isEmpty ? "" : " (\(weak.joined(separator: ", ")))")
        }
        if let made = DeliveryMade(record) {
            let place = made.commit.map { "commit \($0.prefix(12)) on \(made.branch ?? "")" } ?? made.folder ?? ""
            return "delivered: \(place)" + (made.pushedTo.map { ", pushed to \(PlainText.line($0))" } ?? "")
        }
        return nil
    }
}
