package import Core

/// Splits a story into its scenes, once a run: a text model tells them, with what stays the same in all of them.
///
/// It never fails for that: where no model can be asked or gives anything of use, the prompt itself is split by template, and
/// the record says why.
package struct ArcAgent: Agent {
    package let name = "arc"
    private let models: TextModels
    private let templates: PromptTemplates
    private let cache: AnswerCache?

    /// Without a cache every story is told anew.
    package init(models: TextModels, templates: PromptTemplates, cache: AnswerCache? = nil) {
        self.models = models
        self.templates = templates
        self.cache = cache
    }

    package func offers(for order: TaskOrder) -> [ModelOffer]? {
        guard let question = question(of: order) else { return nil }
        let offers = models.offers(for: question.request, role: question.step.role, of: order.brief)
        // Without any the try gives up by itself, and says so.
        return offers.isEmpty ? nil : offers
    }

    package func perform(_ order: TaskOrder, signals: any SignalSink) async -> AgentAnswer {
        let plain = PlainStory(brief: order.brief, notes: order.guidance)
        if let own = plain.own { return done(own) }
        guard let question = question(of: order) else {
            return done(plain.split(because: "there is no template to have it told by."))
        }
        guard let provider = order.model.flatMap({ models[$0] }) else {
            return done(plain.split(because: "no text model can be called here; 'bot doctor' says why."))
        }
        let request = question.request
        let model = provider.model
        if let kept = await cache?.answer(
            to: request, from: model, formerly: FormerStoryKey.digest(of: request, from: model), order),
            // What can't be read any more is asked for anew.
            let known = try? StoryAnswer(kept.answer, of: order.brief, by: model.name)
        {
            return done(known.arced.told(again: kept.isReused), Spending(settled: kept.answer.cost))
        }
        signals.send(.activity(order.task.id, "telling the story in \(order.brief.sceneCount) scenes"))
        let answer: GeneratedText
        do throws(TextFailure) {
            answer = try await models.ask(request, of: provider)
        } catch {
            if case .transient = error.failure.kind, order.tryNumber < order.task.retry.tries {
                return AgentAnswer(.failed(error.failure), spending: error.spending)
            }
            return done(plain.split(because: Self.sentence(error.failure.message)), error.spending)
        }
        let spending = Spending(settled: answer.cost)
        do throws(PromptAnswer.Unusable) {
            let told = try StoryAnswer(answer, of: order.brief, by: model.name)
            await cache?.keep(answer, to: request, from: model, for: "story")
            return done(told.arced, spending, tokens: answer.tokens?.all)
        } catch {
            return done(
                plain.split(because: Self.sentence("\(model.name): \(error.reason)"), cost: answer.cost), spending,
                tokens: answer.tokens?.all)
        }
    }

    private func question(of order: TaskOrder) -> StoryQuestion? {
        guard order.brief.kind == .story, order.brief.items.isEmpty, let step = templates.story?.steps.first else {
            return nil
        }
        let earlier = order.task.attempt > 1 ? Story(order.records).arced : nil
        return StoryQuestion(step, of: order.brief, notes: order.guidance, earlier: earlier)
    }

    private func done(
        _ arced: StoryArced, _ spending: Spending = .nothing, tokens: Int? = nil
    ) -> AgentAnswer {
        var output: [String: JSONValue] = ["scenes": .integer(Int64(arced.scenes.count))]
        output["model"] = arced.model.map(JSONValue.string)
        output["tokens"] = tokens.map { .integer(Int64($0)) }
        return AgentAnswer(.done(.object(output)), records: [arced.record], spending: spending)
    }

    private static func sentence(_ reason: String) -> String { PlainText.line(reason, limit: 400).closed }
}

extension StoryArced {
    fileprivate func told(again isReused: Bool) -> StoryArced {
        StoryArced(
            title: title, arc: arc, characters: characters, place: place, look: look, scenes: scenes, model: model,
            cost: cost, isReused: isReused, notes: notes)
    }
}
