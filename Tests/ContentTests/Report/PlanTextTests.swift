import Content
import Core
import Testing

@Suite struct PlanTextTests {
    private let hostile = TaskID("x\"]; click x \"javascript:alert(1)\" %%\n--> <script>")

    private func tasks() throws -> [PlanTask] {
        let condition = try Condition(parsing: "brief.count > 1")
        return [
            PlanTask(id: "draw/01", uses: "image", asset: AssetKey("01")),
            PlanTask(id: "review/01", uses: "review", needs: ["draw/01"], asset: AssetKey("01")),
            PlanTask(id: "draw/02", uses: "image", asset: AssetKey("02")),
            PlanTask(id: "review/02", uses: "review", needs: ["draw/02"], asset: AssetKey("02")),
            PlanTask(id: hostile, uses: "compare", needs: ["review/01", "review/02"], condition: condition),
            PlanTask(id: "deliver", uses: "deliver", needs: [hostile]),
        ]
    }

    private func plan() throws -> PlanText {
        PlanText(
            tasks: try tasks(), brief: try SampleRun.brief(count: 2),
            estimate: Estimate(least: MicroDollars(40_000), likely: MicroDollars(50_000), most: MicroDollars(120_000)))
    }

    @Test func theTreeHangsEachTaskUnderWhatItNeeds() throws {
        let lines = try plan().tree(colours: false, width: 200).split(separator: "\n").map(String.init)
        #expect(lines[0] == "6 tasks for 2 assets, up to 3 attempts each, threshold 80")
        #expect(lines[1].hasPrefix("  draw/01 "))
        #expect(lines[2].hasPrefix("  └─ review/01 "))
        #expect(lines[5].contains("after review/01, review/02; when brief.count > 1"))
        #expect(lines[6].hasPrefix("  └─ deliver "))
        #expect(lines[7] == "Estimate: 0.05 USD likely, 0.04 at least, 0.12 at most")
    }

    @Test func aBudgetThatWillNotDoIsSaidBeforeAnythingIsSpent() throws {
        var brief = try SampleRun.brief()
        let estimate = Estimate(
            least: MicroDollars(40_000), likely: MicroDollars(50_000), most: MicroDollars(120_000))
        brief.budget = MicroDollars(49_999)
        let tree = PlanText(tasks: try tasks(), brief: brief, estimate: estimate).tree(colours: false, width: 200)
        #expect(tree.contains("The budget of 0.049999 USD is less than that"))
        brief.budget = MicroDollars(50_000)
        #expect(
            !PlanText(tasks: try tasks(), brief: brief, estimate: estimate).tree(colours: false, width: 200)
                .contains("less than that"))
    }

    @Test func mermaidTakesNoNameAsSyntax() throws {
        let text = try plan().mermaid
        let lines = text.split(separator: "\n").map(String.init)
        #expect(lines[0] == "flowchart TD")
        #expect(lines.count == 1 + 6 + 5)
        #expect(lines.contains("    t1 --> t2"))
        #expect(lines.contains("    t2 -->|\"when brief.count #62; 1\"| t5"))
        let label = try #require(lines.first { $0.hasPrefix("    t5[") })
        #expect(label.filter { $0 == "\"" }.count == 2)
        #expect(!label.contains("<script") && !label.contains("%%"))
    }

    @Test func jsonIsAsTheContractSays() throws {
        let json = try plan().json
        #expect(Set(json.object?.keys.map { $0 } ?? []) == ["brief", "tasks", "estimate", "problems", "questions"])
        #expect(
            json["tasks"]?.array?[1] == ["id": "review/01", "kind": "review", "needs": ["draw/01"]])
        #expect(json["estimate"] == ["leastUSD": 0.04, "likelyUSD": 0.05, "mostUSD": 0.12])
        #expect(json["problems"] == [])
        #expect(json["questions"] == [])
    }

    @Test func openQuestionsStandBelowThePlan() throws {
        let question = BriefQuestion(
            field: .count, question: "The text asks for 3 \u{1B}[31mposters. How many?", assumed: "1",
            options: ["1", "3"], confidence: 0.5)
        let plan = PlanText(
            tasks: try tasks(), brief: try SampleRun.brief(), estimate: .nothing, questions: [question])
        let text = plan.tree(colours: false, width: 80)
        #expect(text.hasSuffix("  count: The text asks for 3 [31mposters. How many?\n    assumed: 1\n"))
        #expect(
            plan.json["questions"] == [
                [
                    "field": "count", "question": "The text asks for 3 [31mposters. How many?", "assumed": "1",
                    "options": ["1", "3"], "confidence": 0.5,
                ]
            ])
    }

    @Test func anInvalidBriefShowsItsProblemsAlone() {
        let problem = BriefProblem(field: "size", found: "0x0", accepted: "64x64 to 8192x8192")
        let json = PlanText.json(problems: [problem])
        #expect(json["brief"] == .null)
        #expect(json["tasks"] == [])
        #expect(json["problems"] == [["field": "size", "message": .string(problem.message)]])
    }

    @Test func tenThousandTasksInAChainAreDrawn() {
        let tasks = (0..<10_000).map {
            PlanTask(id: TaskID("t\($0)"), uses: "noop", needs: $0 == 0 ? [] : [TaskID("t\($0 - 1)")])
        }
        #expect(TaskTree(tasks).rows.map(\.position) == Array(0..<10_000))
    }

    @Test func thePlanSaysByHowMuchTheRepositoryGrows() throws {
        var brief = try SampleRun.brief(count: 2)
        brief.size = PixelSize(width: 1000, height: 1000)
        let growth = RepositoryGrowth(of: brief)
        #expect(growth.bytes > 3_200_000 && growth.bytes < 3_210_000 && growth.bytesElsewhere == 0)
        let text = PlanText(tasks: try tasks(), brief: brief, estimate: .nothing, growth: growth)
        #expect(
            text.tree(colours: false, width: 200).contains(
                "The repository grows by about 3.2 MB (what is chosen of 2 assets; attempts stay outside Git)"))
        #expect(
            text.json["estimate"]?["repositoryGrowthBytes"]?.integer == growth.bytes
                && text.json["estimate"]?["largeFileBytes"] == 0)
        let split = RepositoryGrowth(of: brief, largestPlainFile: 1_000_000)
        #expect(split.bytesElsewhere == 3_200_000 && split.bytes < 10_000)
        #expect(split.text(for: brief).contains("3.2 MB more are kept beside it"))
        brief.attempts = 9
        #expect(RepositoryGrowth(of: brief) == growth, "attempts are not committed")
    }
}
