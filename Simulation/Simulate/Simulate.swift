import CSchedule
import Core
import Glibc

/// `simulate [COUNT]`: runs seeds one after the other, and says what they broke.
@main struct Simulate {
    static func main() {
        guard let options = Options(CommandLine.arguments.dropFirst()) else {
            print(Options.usage)
            exit(2)
        }
        schedule_take_over()
        if let seed = options.seed {
            exit(replay(seed, options) ? 0 : 1)
        }
        var failed = 0
        var steps = 0
        for number in options.numbers {
            schedule_begin(number, 60)
            let isCheckedTwice = number % 200 == 0
            let outcome = Simulation(seed: number, isTraced: isCheckedTwice).run()
            steps += outcome.steps
            var findings = outcome.findings
            if isCheckedTwice, Simulation(seed: number, isTraced: true).run().trace.hash != outcome.trace.hash {
                findings.append("the same seed went another way the second time")
            }
            guard let first = findings.first else { continue }
            failed += 1
            print("seed \(number): \(first)\n  replay it with: scripts/simulate --seed \(number) --trace")
            if failed >= options.patience { break }
        }
        print("\(options.numbers.count) seeds, \(steps) steps, \(failed) failed")
        exit(failed == 0 ? 0 : 1)
    }

    private static func replay(_ seed: UInt64, _ options: Options) -> Bool {
        schedule_begin(seed, 60)
        var crashes: [Int?] = [nil]
        if options.sweeps {
            crashes = Array(1...max(1, Simulation(seed: seed).run().calmSteps))
        }
        var isGood = true
        for crash in crashes {
            schedule_begin(seed, 60)
            let outcome = Simulation(seed: seed, crashAt: crash, isTraced: options.traces).run()
            for line in outcome.trace.lines { print(line) }
            for finding in outcome.findings {
                print("seed \(seed)\(crash.map { " with a crash at step \($0)" } ?? ""): \(finding)")
            }
            isGood = isGood && outcome.findings.isEmpty
        }
        if isGood {
            print("seed \(seed): \(crashes.count == 1 ? "" : "crashes at \(crashes.count) steps, ")nothing found")
        }
        return isGood
    }
}
