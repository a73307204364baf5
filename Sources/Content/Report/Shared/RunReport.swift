import Core
import Engine

/// A run digested for people: what every kind of report says, before it takes a form.
package struct RunReport: Sendable {
    package let view: RunView
    /// In plan order.
    package let lines: [AssetLine]
    /// What the attempts of a run are called: `picture`, `video`, or `part` of a story that is filmed.
    package let noun: String

    package init(_ view: RunView) {
        self.view = view
        let brief = view.charter.brief
        noun = brief.kind == .video ? "video" : brief.kind == .story && brief.videos ? "part" : "picture"
        var tasks: [AssetKey: [TaskState]] = [:]
        for state in view.board.tasks {
            if let asset = state.task.asset { tasks[asset, default: []].append(state) }
        }
        let attempts = Dictionary(grouping: view.attempts, by: \.asset.key)
        lines = view.items.map { item in
            let own = attempts[item.key] ?? []
            return AssetLine(
                item: item, attempts: own,
                state: Self.state(of: own, tasks: tasks[item.key] ?? [], run: view.board.status))
        }
    }

    package var passed: Int { lines.count { $0.state == .passed || $0.state == .warned || $0.state == .made } }
    package var lacking: [AssetLine] { lines.filter(\.state.isLacking) }

    /// What the chosen attempts would have had to reach that fell short: `80`, or `77 or 80` where the budget became tight.
    package var bar: String {
        let bars = lines.filter { $0.state == .short }.compactMap(\.selected).map { bar(of: $0) }
        return Set(bars.isEmpty ? [view.charter.brief.threshold] : bars).sorted().map(String.init)
            .joined(separator: " or ")
    }

    /// What the score of an attempt had to reach when it was judged.
    package func bar(of attempt: AttemptView) -> Int {
        view.history.judgement(of: attempt.asset)?.thresholds[RunThresholds.score].map { Int($0.rounded()) }
            ?? view.charter.brief.threshold
    }

    /// `1 picture`, `6 pictures`.
    package func count(_ number: Int) -> String { "\(number) \(noun)\(number == 1 ? "" : "s")" }

    /// From the run's beginning to its end; nil while it has none.
    package var duration: Duration? { view.board.finishedAt.map { $0.elapsed(since: view.charter.createdAt) } }

    /// What is still open is at work only while somebody conducts the run.
    private static func state(of attempts: [AttemptView], tasks: [TaskState], run: RunStatus) -> AssetState {
        let isOpen = !run.isFinal && tasks.contains { !$0.status.isFinal }
        let open = run == .running ? AssetState.working : .waiting
        guard let selected = attempts.first(where: \.isSelected) else {
            if isOpen { return tasks.contains { $0.tries > 0 } ? open : .waiting }
            if tasks.isEmpty && !run.isFinal { return .waiting }
            return .missing(
                reason: tasks.last { $0.status == .failed }?.failure ?? tasks.lazy.compactMap(\.failure).last)
        }
        // Its scenes were judged, each by itself.
        if selected.asset.provider == FilmAgent.provider { return .made }
        switch selected.judgement?.verdict {
        case .pass: return .passed
        case .warn: return .warned
        case .fail: return isOpen ? open : .short
        case .unjudged: return .unjudged
        case nil: return isOpen ? open : .unjudged
        }
    }
}
