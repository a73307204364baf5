package import Core
import Engine

/// Rewrites the prompt of one asset: in one call, or for a chain in a task for each step.
///
/// It never fails: where a model can't be asked or gives nothing of use, the original prompt is used, and a record says why.
package struct OptimiseAgent: Agent {
    /// What workflows give under `uses`.
    package static let uses = "optimise"
    package let name = Self.uses
    private let models: TextModels
    private let templates: PromptTemplates
    private let cache: AnswerCache?
    private static let stepParameter = "step"

    /// Without a cache every question is asked anew.
    package init(models: TextModels, templates: PromptTemplates, cache: AnswerCache? = nil) {
        self.models = models
        self.templates = templates
        self.cache = cache
    }

    package func offers(for order: TaskOrder) -> [ModelOffer]? {
        guard let work = PromptWork(order, templates), !work.isChain, let question = work.question else { return nil }
        let offers = models.offers(for: question.request, role: question.step.role, of: order.brief)
        // Without any the try gives up by itself, and says so.
        return offers.isEmpty ? nil : offers
    }

    package func perform(_ order: TaskOrder, signals: any SignalSink) async -> AgentAnswer {
        guard let work = PromptWork(order, templates) else {
            guard let key = order.task.asset else { return AgentAnswer(.done(.null)) }
            return kept(key, step: "optimise", "there is no template for it")
        }
        if work.isChain { return AgentAnswer(.spawn(steps(of: work, order), output: .null)) }
        guard let question = work.question else {
            // An earlier step gave up: its record says so, and nothing more is bought.
            return AgentAnswer(.done(.null))
        }
        let step = question.step
        guard let provider = order.model.flatMap({ models[$0] }) else {
            return kept(work.item.key, step: step.name, "no text model can be called here; 'bot doctor' says why")
        }
        signals.send(.activity(order.task.id, "rewriting the prompt of \(work.item.key): \(step.name)"))
        if let known = await cache?.answer(to: question.request, from: provider.model, order),
            let text = try? PromptAnswer.prompt(in: known.answer)
        {
            return rewritten(work, by: provider.model, text, known.answer.cost, isReused: known.isReused)
        }
        let answer: GeneratedText
        do throws(TextFailure) {
            answer = try await models.ask(question.request, of: provider)
        } catch {
            if case .transient = error.failure.kind, order.tryNumber < order.task.retry.tries {
                return AgentAnswer(.failed(error.failure), spending: error.spending)
            }
            return kept(work.item.key, step: step.name, error.failure.message, error.spending)
        }
        do throws(PromptAnswer.Unusable) {
            let text = try PromptAnswer.prompt(in: answer)
            await cache?.keep(answer, to: question.request, from: provider.model, for: Self.uses)
            return rewritten(work, by: provider.model, text, answer.cost, tokens: answer.tokens?.all)
        } catch {
            let spending = Spending(settled: answer.cost)
            return kept(
                work.item.key, step: step.name, "\(provider.model.name): \(error.reason)", spending,
                tokens: answer.tokens?.all)
        }
    }

    private func rewritten(
        _ work: PromptWork, by model: Model, _ text: String, _ cost: MicroDollars, isReused: Bool = false,
        tokens: Int? = nil
    ) -> AgentAnswer {
        let step = work.template.steps[work.number - 1].name
        let made = PromptRewritten(
            key: work.item.key, step: step, number: work.number, count: work.template.steps.count, model: model.name,
            text: text, cost: cost, isReused: isReused)
        var output: [String: JSONValue] = ["step": .string(step), "model": .string(model.name)]
        output["tokens"] = tokens.map { .integer(Int64($0)) }
        return AgentAnswer(
            .done(.object(output)), records: [made.record],
            spending: Spending(settled: cost))
    }

    private func kept(
        _ key: AssetKey, step: String, _ reason: String, _ spending: Spending = .nothing, tokens: Int? = nil
    ) -> AgentAnswer {
        let record = PromptKept(key: key, step: step, reason: PlainText.line(reason, limit: 400)).record
        var output: [String: JSONValue] = ["kept": true]
        output["tokens"] = tokens.map { .integer(Int64($0)) }
        return AgentAnswer(.done(.object(output)), records: [record], spending: spending)
    }

    /// A task for each step, each after the one before.
    private func steps(of work: PromptWork, _ order: TaskOrder) -> [PlanTask] {
        let task = order.task
        var made: [PlanTask] = []
        for (index, step) in work.template.steps.enumerated() {
            let id = PlanExpansion.id(
                of: "\(task.id.template)-\(step.name)", asset: work.item.key, attempt: task.attempt)
            made.append(
                PlanTask(
                    id: id, uses: name, needs: made.last.map { [$0.id] } ?? [], asset: work.item.key,
                    attempt: task.attempt, priority: task.priority, retry: task.retry, onFailure: task.onFailure,
                    parameters: [Self.stepParameter: .integer(Int64(index + 1))]))
        }
        return made
    }

    /// What an order comes to: the asset, the template and the step.
    private struct PromptWork {
        let item: BatchItem
        let template: PromptTemplate
        /// From 1; nought for the task that makes the tasks of a chain.
        let number: Int
        /// Nil where an earlier step gave up.
        let question: PromptQuestion?

        /// Nil where the brief asks for nothing, or there is no template for it.
        init?(_ order: TaskOrder, _ templates: PromptTemplates) {
            guard let item = order.originalItem,
                let template = templates.template(for: order.brief), !template.steps.isEmpty
            else { return nil }
            let given = order.task.parameters[OptimiseAgent.stepParameter]?.integer
            self.item = item
            self.template = template
            number = given ?? (template.steps.count > 1 ? 0 : 1)
            guard (1...template.steps.count).contains(number) else {
                question = nil
                return
            }
            let before = number == 1 ? nil : PromptHistory(order.records).step(number - 1, of: item.key)
            guard number == 1 || before != nil else {
                question = nil
                return
            }
            question = PromptQuestion(
                template.steps[number - 1], prompt: item.prompt, soFar: before?.text, of: order.brief)
        }

        var isChain: Bool { number == 0 }
    }
}
