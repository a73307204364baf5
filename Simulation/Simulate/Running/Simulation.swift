import Core

/// One seed: a scenario, run undisturbed and then through its weather.
struct Simulation {
    let seed: UInt64
    /// Kills a process at exactly this step in place of those that the seed would choose.
    var crashAt: Int?
    var isTraced = false

    /// What a seed came to.
    struct Outcome {
        var findings: [String]
        let trace: Trace
        /// Jobs of the undisturbed course, and of the other.
        let calmSteps: Int
        let steps: Int
    }

    /// When it is over nothing may hold a world: a job or a continuation that did would be of a process that never quite dies.
    func run() -> Outcome {
        var worlds: [Remains] = []
        var outcome = run(noting: &worlds)
        if worlds.contains(where: { $0.world != nil }) {
            outcome.findings.append("something of a dead process is never let go")
        }
        return outcome
    }

    private struct Remains { weak var world: World? }

    private func run(noting worlds: inout [Remains]) -> Outcome {
        let scenario = Scenario(chance: Chance(seed: seed &* 2 &+ 1))
        let calm = World(scenario, weather: .calm, chance: Chance(seed: 0), trace: Trace(isKept: isTraced))
        worlds.append(Remains(world: calm))
        var quiet = Course(calm, crashes: [])
        quiet.run()
        guard calm.findings.isEmpty else {
            return Outcome(
                findings: calm.findings.all.map { "undisturbed: \($0)" }, trace: calm.trace, calmSteps: quiet.steps,
                steps: 0)
        }
        let chance = Chance(seed: seed &* 2)
        var weather = Weather(chance: chance)
        var crashes: [Int] = []
        if let crashAt {
            crashes = [crashAt]
        } else if weather.crashes > 0 {
            crashes.append(chance.within(1...max(1, quiet.steps)))
            for number in 1..<max(1, weather.crashes) {
                // Half of them come while the last one is being recovered from.
                crashes.append(crashes[number - 1] + chance.within(1...(chance.happens(500) ? 30 : quiet.steps)))
            }
        }
        weather.crashes = crashes.count
        let rough = World(scenario, weather: weather, chance: chance, trace: Trace(isKept: isTraced))
        worlds.append(Remains(world: rough))
        rough.trace.note("\(weather)")
        var stormy = Course(rough, crashes: crashes)
        stormy.run()
        if rough.findings.isEmpty { Comparison(calm: calm, rough: rough).check() }
        return Outcome(findings: rough.findings.all, trace: rough.trace, calmSteps: quiet.steps, steps: stormy.steps)
    }
}
