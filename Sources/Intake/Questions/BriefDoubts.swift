import Core

/// Compares a brief with the plain words of its issue; what they say differently becomes a question.
struct BriefDoubts {
    private let brief: Brief
    /// The fields that the issue answers.
    private let answered: Set<BriefField>
    private let wishes: Wishes

    init(brief: Brief, answers: IssueAnswers) {
        self.brief = brief
        answered = Set(answers.answers.keys)
        let prompt = answered.contains(.prompt) ? brief.prompt : ""
        wishes = Wishes(Wording(answers.prose + "\n" + prompt))
    }

    /// In the order in which the fields are documented.
    var questions: [BriefQuestion] {
        [kind, prompt, count, size, aspectRatio, format, seed, budget].compactMap { $0 }
    }

    private var kind: BriefQuestion? {
        guard brief.kind == .image, wishes.asksForVideo else { return nil }
        return question(
            .kind, says: "asks for a video", what: "What is to be made?", assumed: brief.kind.rawValue,
            others: [BriefKind.video.rawValue])
    }

    private var prompt: BriefQuestion? {
        guard brief.items.isEmpty, PlaceholderText.isPlaceholder(brief.prompt) else { return nil }
        return BriefQuestion(
            field: .prompt, question: "The prompt says hardly anything. What is the picture to show?",
            assumed: brief.prompt, options: [], confidence: 0.2)
    }

    private var count: BriefQuestion? {
        guard brief.items.isEmpty, let wish = wishes.count, wish.count != brief.count else { return nil }
        return question(
            .count, says: "asks for \(wish.count) \(wish.noun)", what: "How many assets are to be made?",
            assumed: String(brief.count), others: [String(wish.count)])
    }

    private var size: BriefQuestion? {
        let others = wishes.sizes.filter { $0 != brief.size }
        guard brief.items.allSatisfy({ $0.size == nil }), let first = others.first else { return nil }
        // Beside the brief's own size another one is a part of the scene, unless the text names that one alone.
        guard !wishes.sizes.contains(brief.size) || others.count > 1 else { return nil }
        return question(
            .size, says: others.count == 1 ? "says \(first)" : "names \(others.count) sizes",
            what: "Which size is meant?", assumed: brief.size.description, others: others.map(\.description))
    }

    private var aspectRatio: BriefQuestion? {
        guard wishes.sizes.isEmpty, let ratio = wishes.ratio,
            abs(Double(brief.size.width) / Double(brief.size.height) / ratio.value - 1) > 0.02,
            brief.items.allSatisfy({ $0.size == nil })
        else { return nil }
        return question(
            .aspectRatio, says: "says \(ratio.text)", what: "Which shape is meant?",
            assumed: brief.aspectRatio ?? "that of \(brief.size)", others: [ratio.text])
    }

    private var format: BriefQuestion? {
        guard let format = wishes.format, format != brief.format else { return nil }
        return question(
            .format, says: "asks for \(format.format)", what: "Which file type is meant?",
            assumed: brief.format.format, others: [format.format])
    }

    private var seed: BriefQuestion? {
        let others = wishes.seeds.filter { $0 != brief.seed }
        guard let first = others.first, !wishes.seeds.contains(brief.seed) || others.count > 1 else { return nil }
        return question(
            .seed, says: others.count == 1 ? "says seed \(first)" : "names \(others.count) seeds",
            what: "Which seed is meant?", assumed: brief.seed.description, others: others.map(\.description))
    }

    private var budget: BriefQuestion? {
        guard let budget = wishes.budget, budget != brief.budget else { return nil }
        return question(
            .budget, says: "limits what is spent to \(budget) USD", what: "What may the run spend at most?",
            assumed: brief.budget?.description ?? "the budgets of the settings", others: [budget.description])
    }

    /// Nobody said the field, or somebody said it and the text says otherwise: the second is the greater doubt by a little.
    private func question(
        _ field: BriefField, says: String, what: String, assumed: String, others: [String]
    ) -> BriefQuestion {
        let isAnswered = answered.contains(field)
        let other = isAnswered ? "'\(field.heading)' says \(assumed)" : "'\(field.heading)' is not given"
        return BriefQuestion(
            field: field, question: "The text \(says), and \(other). \(what)", assumed: assumed,
            options: [assumed] + others, confidence: isAnswered ? 0.4 : 0.5)
    }
}
