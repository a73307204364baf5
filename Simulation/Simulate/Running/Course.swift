import CSchedule
import Core

/// One course of a scenario through its weather, job by job, until nothing more can happen.
struct Course {
    let world: World
    private(set) var steps = 0
    private var rounds = 0
    /// The steps at which something dies, in order.
    private var crashes: [Int]
    /// So many steps without an end are none that will come.
    private static let limit = 150_000
    /// So long nothing is written only where nobody ever will, in milliseconds: who has used up the day's budget waits for the next,
    /// by a clock that is set back meanwhile.
    private static let patience: Int64 = 30 * 3_600_000
    /// After so many restarts nothing more goes wrong.
    private static let stormyRounds = 4
    /// The same for steps, as what comes in all the time may leave no quiet moment.
    private static let stormySteps = 5_000
    private static let mostRounds = 40

    init(_ world: World, crashes: [Int]) {
        self.world = world
        self.crashes = crashes
    }

    /// Brings all runs as far as they come, and leaves no job behind.
    mutating func run() {
        for request in world.scenario.requests { world.start(.begin(request)) }
        while world.findings.isEmpty {
            if step() { continue }
            if !takeUp() { break }
        }
        if world.findings.isEmpty { Closing(world: world).check() }
        clear()
    }

    /// One job, or where there is none, time; false where nothing at all is left.
    private mutating func step() -> Bool {
        world.clock.settle()
        if world.clock.elapsed - world.disk.lastWrite > Self.patience, world.alive.contains(where: { !$0.hasEnded }) {
            world.findings.add("deadlock: nothing was written for \(Self.patience / 3_600_000) hours")
            return true
        }
        let count = schedule_count()
        guard count > 0 else { return world.clock.advance() }
        guard steps < Self.limit else {
            world.findings.add("no end after \(steps) steps")
            return true
        }
        steps += 1
        if steps == Self.stormySteps { world.calmDown() }
        disturb()
        schedule_run(pick(of: schedule_count()))
        return true
    }

    private func pick(of count: Int) -> Int {
        switch world.weather.order {
        case .first: 0
        case .last: count - 1
        case .any: world.chance.below(count)
        case .mostlyFirst: world.chance.happens(150) ? world.chance.below(count) : 0
        }
    }

    private mutating func disturb() {
        if let next = crashes.first, next <= steps {
            crashes.removeFirst()
            crash()
        }
        let (weather, chance) = (world.weather, world.chance)
        if chance.happens(weather.slowProcessor) { _ = world.clock.advance() }
        if chance.happens(weather.clockJump) {
            world.clock.jump(by: [-50, -3_600_000, 60_000, 3_600_000][chance.below(4)])
        }
        if chance.happens(weather.intruder) { intrude() }
        if chance.happens(weather.signal), let process = any(of: world.alive) {
            process.interrupt(force: chance.happens(300))
            world.trace.note("#\(process.number) is told to stop")
        }
        if chance.happens(weather.cancel) { cancel() }
        if chance.happens(weather.haste), let run = any(of: world.disk.runs), Person(world: world).decide(run),
            !world.disk.isLeased(run.summary.id)
        {
            world.start(.join(run.summary.id, byPerson: false))
        }
    }

    /// One process dies, or all of them; whoever watches over them starts others, sometimes two for one run.
    private func crash() {
        let chance = world.chance
        let victims = chance.happens(250) ? world.alive : any(of: world.alive).map { [$0] } ?? []
        for victim in victims {
            world.trace.note("#\(victim.number) dies at step \(steps)")
            victim.die()
        }
        for run in world.disk.runs where !run.summary.status.isFinal {
            for _ in 0..<(chance.happens(300) ? 2 : 1) {
                let delay = Int64(chance.below(chance.happens(500) ? 5 : 20_000))
                let byPerson = chance.happens(300)
                Task { [world] in
                    await world.clock.sleep(delay, owner: World.nobody)
                    world.start(.join(run.summary.id, byPerson: byPerson))
                }
            }
        }
    }

    /// A second trigger, or a process that looks for work.
    private func intrude() {
        if world.chance.happens(300), let request = any(of: world.scenario.requests) {
            world.start(.begin(request))
        } else if let run = any(of: world.disk.runs) {
            world.start(.join(run.summary.id, byPerson: world.chance.happens(300)))
        }
    }

    private func cancel() {
        if world.chance.happens(500), let process = any(of: world.alive) {
            world.trace.note("#\(process.number) is told to cancel")
            process.cancel()
        } else if let run = any(of: world.disk.runs) {
            world.start(.cancel(run.summary.id))
        }
    }

    private func any<Element>(of elements: [Element]) -> Element? {
        elements.isEmpty ? nil : elements[world.chance.below(elements.count)]
    }

    /// What people and pollers do when all is quiet; false where nothing is left to be done.
    private mutating func takeUp() -> Bool {
        let stuck = world.all.filter { !$0.hasEnded }
        guard stuck.isEmpty else {
            world.findings.add("deadlock: \(stuck.map { "#\($0.number)" }) wait for nothing")
            return false
        }
        rounds += 1
        if rounds > Self.stormyRounds {
            crashes = []
            world.calmDown()
        }
        guard rounds < Self.mostRounds else {
            world.findings.add("no end after \(rounds) restarts")
            return false
        }
        let errands = Caretaker(world: world).errands()
        for errand in errands { world.start(errand) }
        return !errands.isEmpty
    }

    /// Lets everything that is left run out into the void, after which nothing holds the world but whoever looks at it.
    private func clear() {
        defer { world.forgetProcesses() }
        for process in world.all { process.die() }
        world.clock.wake(World.nobody)
        for process in world.all { process.die() }
        var left = Self.limit
        while left > 0 {
            left -= 1
            if schedule_count() > 0 {
                schedule_run(0)
            } else if !world.clock.advance() {
                return
            }
            for process in world.alive { process.die() }
        }
        world.findings.add("dead processes do not come to their ends")
    }
}
