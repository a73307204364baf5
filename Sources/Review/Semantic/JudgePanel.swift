/// What all judges of one picture say together.
package struct JudgePanel: Hashable, Sendable {
    /// One judge's part.
    package struct Voice: Hashable, Sendable {
        package let model: String
        package let assessment: Assessment

        package init(model: String, assessment: Assessment) {
            self.model = model
            self.assessment = assessment
        }
    }

    /// Something that the judges are further apart on than they may be.
    package struct Dispute: Hashable, Sendable {
        /// A criterion, or `semantic` for the score in all.
        package let subject: String
        /// What each of them gave, by model.
        package let points: [String: Double]

        package init(subject: String, points: [String: Double]) {
            self.subject = subject
            self.points = points
        }
    }

    package let voices: [Voice]
    /// What counts, by criterion: the mean of judges who agree, else what the strictest of them gave.
    package let scores: [String: Double]
    /// The score in all of `scores`.
    package let score: Double
    /// Empty where they agree, or where there is one.
    package let disputes: [Dispute]

    /// Nil where nobody has judged.
    package init?(_ voices: [Voice], under review: SemanticReview) {
        let given = voices.map { $0.assessment.scores.mapValues(\.score) }
        guard let first = given.first else { return nil }
        self.voices = voices
        let totals = given.map(review.total(of:))
        let margin = review.settings.margin
        func dispute(_ subject: String, _ values: [Double]) -> Dispute? {
            guard let low = values.min(), let high = values.max(), high - low > margin else { return nil }
            let points = Dictionary(zip(voices.map(\.model), values), uniquingKeysWith: { first, _ in first })
            return Dispute(subject: subject, points: points)
        }
        disputes =
            [dispute(SemanticSettings.whole, totals)].compactMap(\.self)
            + first.keys.sorted().compactMap { name in dispute(name, given.compactMap { $0[name] }) }
        if disputes.isEmpty {
            scores = given.dropFirst().reduce(first) { $0.merging($1, uniquingKeysWith: +) }
                .mapValues { $0 / Double(given.count) }
        } else {
            let strictest = totals.indices.min { totals[$0] < totals[$1] } ?? 0
            scores = given[strictest]
        }
        score = review.total(of: scores)
    }
}
