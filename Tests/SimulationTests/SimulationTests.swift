import Foundation
import TestSupport
import Testing

/// The engine under the simulator, as it is and with bugs.
@Suite struct SimulationTests {
    /// Hashing is the same in every process, so that a seed is.
    private static let environment = ProcessInfo.processInfo.environment.merging(
        ["SWIFT_DETERMINISTIC_HASHING": "1"], uniquingKeysWith: { _, new in new })

    private func simulate(_ program: String, _ arguments: String...) async throws -> CommandResult {
        try await Command(program, arguments, environment: Self.environment).run()
    }

    /// All even seeds in one process, all odd ones in another.
    @Test(arguments: ["0", "1"]) func fiveThousandSeedsFindNothing(first: String) async throws {
        let simulator = try await Workbench.shared.simulator()
        let result = try await simulate(simulator, "2500", "--from", first, "--every", "2")
        #expect(result.status == 0, "\(result.text)\(result.errorText)")
        #expect(result.text.contains("2500 seeds"))
    }

    @Test func aProcessMayDieAtEveryStepOfARun() async throws {
        let simulator = try await Workbench.shared.simulator()
        for seed in ["3", "8", "20"] {
            let result = try await simulate(simulator, "--seed", seed, "--sweep")
            #expect(result.status == 0, "\(result.text)\(result.errorText)")
            #expect(result.text.contains("nothing found"))
        }
    }

    /// A bug counts as found where the simulator says which seed shows it: by a finding, a trap, or a run without an end.
    @Test(arguments: Mutation.all) func aBugInTheEngineIsFound(bug: Mutation) async throws {
        let mutant = try await Workbench.shared.simulator(with: bug)
        let result = try await simulate(mutant, "20000")
        #expect([1, 3].contains(result.status), "\(result.text)\(result.errorText)")
        #expect("\(result.text)\(result.errorText)".contains("seed "), "\(result.text)\(result.errorText)")
    }

    @Test func thereAreTwentyBugsAndMore() {
        #expect(Set(Mutation.all.map(\.name)).count >= 20)
    }

    @Test func aSeedGoesTheSameWayEachTime() async throws {
        let simulator = try await Workbench.shared.simulator()
        let first = try await simulate(simulator, "--seed", "7", "--trace")
        let second = try await simulate(simulator, "--seed", "7", "--trace")
        #expect(first.lines.count > 20)
        #expect(first.output == second.output)
    }
}
