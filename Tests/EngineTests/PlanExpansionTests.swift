import Core
import Engine
import Testing

@Suite struct PlanExpansionTests {
    static let workflow = Workflow(
        name: "image",
        tasks: [
            WorkflowTask(id: "deliver", uses: "deliver", needs: ["review", "compare"]),
            WorkflowTask(id: "draw", uses: "image", forEach: .all, retry: RetryPolicy(tries: 7)),
            WorkflowTask(
                id: "review", uses: "review", needs: ["draw"], forEach: .all,
                review: ReviewPolicy(regenerates: "draw")),
            WorkflowTask(
                id: "compare", uses: "compare", needs: ["review"], review: ReviewPolicy(regenerates: "draw")),
        ], digest: "d")

    private static func brief(count: Int) -> Brief {
        var brief = Brief(prompt: "a lighthouse", seed: Seed(hashing: "x"), outputPath: "a/")
        brief.count = count
        return brief
    }

    @Test func eachAssetHasItsOwnChainAndTheRunGathersThem() throws {
        let plan = PlanExpansion.tasks(of: Self.workflow, for: Self.brief(count: 2))
        #expect(plan.map(\.id.text) == ["draw/01", "draw/02", "review/01", "review/02", "compare", "deliver"])
        let review = try #require(plan.first { $0.id == "review/02" })
        #expect(review.needs == ["draw/02"])
        #expect(!review.gathers)
        let deliver = try #require(plan.last)
        #expect(deliver.needs == ["review/01", "review/02", "compare"])
        #expect(deliver.gathers)
    }

    @Test func aReviewKnowsHowToSendItsAssetBack() throws {
        let plan = PlanExpansion.tasks(of: Self.workflow, for: Self.brief(count: 2))
        let review = try #require(plan.first { $0.id == "review/02" })
        let again = try #require(Regeneration(of: review)).tasks(for: AssetKey("02"), attempt: 2)
        #expect(again.map(\.id.text) == ["draw/02@2", "review/02@2"])
        #expect(again.first?.retry.tries == 7, "the second attempt is made under the workflow's own terms")
        #expect(again.last?.needs == ["draw/02@2"])
        let second = try #require(again.last)
        let third = try #require(Regeneration(of: second)).tasks(for: AssetKey("02"), attempt: 3)
        #expect(third.map(\.id.text) == ["draw/02@3", "review/02@3"])
    }

    @Test func aComparisonSendsAnAssetThroughItsReviewAgain() throws {
        let plan = PlanExpansion.tasks(of: Self.workflow, for: Self.brief(count: 2))
        let compare = try #require(plan.first { $0.id == "compare" })
        let again = try #require(Regeneration(of: compare)).tasks(for: AssetKey("01"), attempt: 2)
        #expect(again.map(\.id.text) == ["draw/01@2", "review/01@2"])
        #expect(again.last.flatMap(Regeneration.init) != nil, "a weak one can be sent back once more")
    }

    @Test func aTaskWithoutAReviewSendsNothingBack() throws {
        let plan = PlanExpansion.tasks(of: Self.workflow, for: Self.brief(count: 1))
        let draw = try #require(plan.first { $0.id == "draw/01" })
        #expect(Regeneration(of: draw) == nil)
    }
}
