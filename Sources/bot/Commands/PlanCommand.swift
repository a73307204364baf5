import Content
import Core
import Intake

/// `bot plan`: what a run would do and cost; spends and posts nothing.
struct PlanCommand: Sendable {
    let context: CommandContext

    func run() async throws -> ExitStatus {
        let identity = try context.issue()
        let workshop = try await context.workshop(for: identity)
        let console = context.console
        let request: RunRequest
        do {
            request = try await RequestReader(workshop: workshop).request(for: identity, seed: context.arguments[.seed])
        } catch let problems as BriefProblems {
            if context.isJSON { console.json(PlanText.json(problems: problems.problems).text) }
            console.failure(problems.description, title: "Invalid brief")
            return .invalid
        }
        let text = PlanText(
            tasks: request.plan, brief: request.brief, estimate: request.estimate, reuse: request.reuse,
            questions: request.questions, growth: workshop.growth(of: request.brief))
        if context.isJSON {
            console.json(text.json.text)
        } else if context.arguments.has(.mermaid) {
            console.answer(text.mermaid)
        } else {
            console.answer(text.tree(colours: console.terminal.hasColours, width: console.terminal.columns))
        }
        return .succeeded
    }
}
