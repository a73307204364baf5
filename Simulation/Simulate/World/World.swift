import Core
import Synchronization

/// All that is outside the processes of the bot, and outlives them.
final class World: Sendable {
    let scenario: Scenario
    let chance: Chance
    let clock: SimulatedClock
    let disk: SimulatedDisk
    let service: SimulatedService
    let tracker = SimulatedTracker()
    let findings = Findings()
    let trace: Trace
    private let sky: Mutex<Weather>
    let deliveries = Mutex<[String: String]>([:])
    private let processes = Mutex<[SimulatedProcess]>([])
    /// The owner of sleeps that no process waits for.
    static let nobody = 0

    init(_ scenario: Scenario, weather: Weather, chance: Chance, trace: Trace) {
        self.scenario = scenario
        self.chance = chance
        self.trace = trace
        sky = Mutex(weather)
        service = SimulatedService(findings: findings)
        clock = SimulatedClock()
        disk = SimulatedDisk(
            requests: scenario.requests, clock: clock, clockJumps: weather.clockJump > 0, service: service,
            findings: findings, trace: trace)
    }

    var weather: Weather { sky.withLock { $0 } }

    /// Nothing more goes wrong from here on, so that what is left can come to an end.
    func calmDown() {
        sky.withLock { sky in
            var calm = Weather.calm
            calm.order = sky.order
            calm.isLeased = sky.isLeased
            sky = calm
        }
    }

    var isStormy: Bool { sky.withLock { $0.crashes > 0 || $0.quarrel > 0 } }

    /// A new process, alive.
    func makeProcess() -> SimulatedProcess {
        processes.withLock { processes in
            let process = SimulatedProcess(number: processes.count + 1, world: self)
            processes.append(process)
            return process
        }
    }

    /// Lets go of all processes, which hold the world as it holds them.
    func forgetProcesses() { processes.withLock { $0 = [] } }

    var all: [SimulatedProcess] { processes.withLock { $0 } }
    var alive: [SimulatedProcess] { all.filter(\.isAlive) }
}
