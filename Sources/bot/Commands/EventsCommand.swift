import Content
import Core
import Store

/// `bot events`: what happened in a run.
struct EventsCommand: Sendable {
    let context: CommandContext

    func run() async throws -> ExitStatus {
        var last = try context.sequence(.after, of: "events", from: 0) ?? 0
        let workshop = try await context.workshop()
        let store = try workshop.readableStore()
        let run = try await context.run(in: store).id
        // What an event touched and took follows from all before it, shown or not.
        var trail = EventTrail()
        if last > 0, context.isJSON {
            for event in try await store.events(of: run, after: 0) where event.sequence <= last {
                _ = RunJSON.event(event, after: &trail)
            }
        }
        guard context.arguments.has(.follow) else {
            show(try await store.events(of: run, after: last), &trail)
            return .succeeded
        }
        let watch = SignalWatch(grace: nil) { _ in ExitStatus.interrupted.exitAtOnce() }
        defer { watch.cancel() }
        while true {
            let mark = try await store.mark()
            let events = try await store.events(of: run, after: last)
            show(events, &trail)
            last = max(last, events.last?.sequence ?? last)
            guard let summary = try await store.run(run) else { throw RunLogError.unknownRun(run) }
            if summary.lastSequence <= last {
                if summary.status.isFinal { return .succeeded }
                if summary.status == .waiting { return .waiting }
            }
            try await store.change(since: mark, on: workshop.time, rest: .milliseconds(100))
        }
    }

    private func show(_ events: [StoredEvent], _ trail: inout EventTrail) {
        let console = context.console
        if context.isJSON {
            for event in events { console.json(RunJSON.event(event, after: &trail).text) }
        } else if !events.isEmpty {
            let text = RunText.events(
                events, colours: console.terminal.hasColours, width: console.terminal.columns)
            console.answer(String(text.dropLast()))
        }
    }
}
