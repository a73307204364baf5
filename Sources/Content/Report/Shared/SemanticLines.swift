import Core
import Review

/// What judges said of a run's pictures, in the words of reports; evidence and reasons are foreign.
struct SemanticLines: Sendable {
    /// In one line; nil while nothing has been reviewed.
    let summary: String?
    /// What is worth a look though the scores do not tell it, a sentence each: answers that differ, judges that do.
    let notes: [String]

    init(_ report: RunReport) {
        let reviewed = report.lines.compactMap { line in
            line.selected.flatMap { $0.judgement == nil ? nil : (name: line.name, attempt: $0) }
        }
        guard !reviewed.isEmpty else {
            summary = nil
            notes = []
            return
        }
        let judged = reviewed.filter { $0.attempt.semantic != nil }
        let judges = Self.distinct(judged.flatMap { $0.attempt.voices.compactMap(\.model) })
        if judged.isEmpty {
            let reasons = Self.distinct(reviewed.map { Self.reason(for: $0.attempt) })
            summary = "adherence not judged: \(reasons.prefix(3).joined(separator: "; "))"
        } else if judged.count == reviewed.count {
            summary = "adherence judged by \(judges.joined(separator: " and "))"
        } else {
            let rest = reviewed.filter { $0.attempt.semantic == nil }
            let named = rest.prefix(5).map { "\($0.name) (\(Self.reason(for: $0.attempt)))" }
            let more = rest.count > named.count ? " and \(rest.count - named.count) more" : ""
            summary =
                "adherence judged by \(judges.joined(separator: " and ")) for \(judged.count) of "
                + "\(report.count(reviewed.count)); adherence not judged for \(named.joined(separator: ", "))\(more)"
        }
        var notes = judged.flatMap { Self.notes(on: $0.attempt, called: $0.name) }
        let reused = judged.filter { line in
            let voices = line.attempt.voices
            return !voices.isEmpty && voices.allSatisfy(\.isReused)
        }
        if !reused.isEmpty {
            let names = reused.prefix(12).map(\.name).joined(separator: ", ")
            let more = reused.count > 12 ? " and \(reused.count - 12) more" : ""
            notes.append(
                "\(names)\(more): judgement reused, \(Figures.money(.zero)); the same question had been answered.")
        }
        self.notes = notes
    }

    /// Why an attempt has no judgement.
    static func reason(for attempt: AttemptView) -> String {
        let reasons = distinct(attempt.assessed.compactMap(\.reason))
        return reasons.isEmpty ? "no judge was asked" : reasons.joined(separator: "; ")
    }

    /// What each judge saw, a line each, as `adherence 88: the boat is missing`.
    static func evidence(on attempt: AttemptView) -> [String] {
        let voices = attempt.voices
        return voices.flatMap { voice in
            (voice.assessment?.scores ?? [:]).sorted { ($0.value.score, $0.key) < ($1.value.score, $1.key) }
                .map { name, given in
                    let judge = voices.count > 1 ? "\(voice.model ?? ""), " : ""
                    return "\(judge)\(CriterionWords.label(name)) \(Figures.score(given.score)): \(given.evidence)"
                }
        }
    }

    private static func notes(on attempt: AttemptView, called name: String) -> [String] {
        var notes: [String] = []
        for voice in attempt.voices {
            guard let assessment = voice.assessment, assessment.totals.count > 1 else { continue }
            let totals = assessment.totals.map(Figures.score).joined(separator: " and ")
            notes.append(
                "\(name): near the threshold, so \(voice.model ?? "the judge") was asked twice and gave \(totals), "
                    + "a spread of \(Figures.score(assessment.spread))")
        }
        for dispute in attempt.semantic?.disputes ?? [] {
            let subject =
                dispute.subject == SemanticSettings.whole
                ? "the picture as a whole" : CriterionWords.label(dispute.subject)
            let points = dispute.points.sorted { $0.key < $1.key }.map { "\($0.key) gave \(Figures.score($0.value))" }
            notes.append(
                "\(name): the judges disagree on \(subject): \(points.joined(separator: ", ")); the stricter one counts"
            )
        }
        for failed in attempt.assessed where failed.reason != nil {
            notes.append("\(name): \(failed.model ?? "a judge") gave no judgement: \(failed.reason ?? "")")
        }
        return notes
    }

    private static func distinct(_ words: [String]) -> [String] {
        var seen: Set<String> = []
        return words.filter { seen.insert($0).inserted }
    }
}
