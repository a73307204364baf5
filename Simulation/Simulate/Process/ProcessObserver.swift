import Core
import Engine

/// Watches a run as a terminal does, and holds it to showing only what is durable.
struct ProcessObserver: RunObserver {
    let process: SimulatedProcess

    func saw(_ events: [Event], board: Blackboard) async {
        if let last = events.last { process.checkShown(last.sequence, of: board.run, "the terminal") }
        if process.world.chance.happens(200) { await process.pause(upTo: 5) }
    }

    func saw(_ signal: Signal) async {}
}
