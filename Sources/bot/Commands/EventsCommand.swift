import Content
import Core
import Store

/// `bot events`: what happened in a run.
struct EventsCommand: Sendable {
    let context: CommandContext

    func run() async throws -> ExitStatus {
        let workshop = try await context.workshop()
        let store = try workshop.existingStore()
        let run = try await context.run(in: store)
        let events = try await store.events(of: run.id, after: 0)
        let console = context.console
        if context.isJSON {
            var trail = EventTrail()
            for event in events { console.json(RunJSON.event(event, after: &trail).text) }
        } else {
            console.answer(
                RunText.events(events, colours: console.terminal.hasColours, width: console.terminal.columns))
        }
        return .succeeded
    }
}
