package import Core

/// A judge's answer, read into typed fields; what does not fit them is no judgement.
package struct JudgeAnswer: Hashable, Sendable {
    /// One for each criterion of the rubric.
    package let scores: [String: CriterionScore]

    /// Why an answer can't be used: the end of a sentence that begins with the judge's name.
    package struct Nonsense: Error, Hashable, Sendable {
        package let reason: String

        package init(_ reason: String) { self.reason = reason }
    }

    /// Of one criterion's evidence, in characters; a sentence has fewer.
    package static let longestEvidence = 200
    /// Of a whole answer, in bytes; nothing that comes near it is an answer to the question.
    package static let longestText = 4 << 20

    /// The answer that a model gave, for whatever else than an answer it may have given.
    package init(_ answer: GeneratedText, under rubric: Rubric) throws(Nonsense) {
        switch answer.ending {
        case .refused(let words):
            let said = PlainText.line(words)
            throw Nonsense("would not judge the picture" + (said.isEmpty ? "" : ": \(said)"))
        case .cut: throw Nonsense("was cut short in the middle of its answer")
        case .calls: throw Nonsense("asked for a tool instead of judging")
        case .complete: try self.init(parsing: answer.text, under: rubric)
        }
    }

    /// Reads the one JSON object in the text; a fence or a few words around it do no harm.
    ///
    /// A score outside of 0 to 100, a fraction, a missing criterion or one without evidence spoils the whole: half an answer is no
    /// judgement. What the rubric does not ask for is passed over.
    package init(parsing text: String, under rubric: Rubric) throws(Nonsense) {
        let members = try Self.object(in: text)
        var scores: [String: CriterionScore] = [:]
        for criterion in rubric.criteria {
            guard let given = members[criterion.name] else { throw Nonsense("left out \(criterion.name)") }
            guard case .integer(let points)? = given["score"], (0...100).contains(points) else {
                throw Nonsense("gave no whole number from 0 to 100 for \(criterion.name)")
            }
            let evidence = given["evidence"]?.string.map { PlainText.line($0, limit: Self.longestEvidence) } ?? ""
            guard !evidence.isEmpty else { throw Nonsense("gave no evidence for \(criterion.name)") }
            scores[criterion.name] = CriterionScore(score: Double(points), evidence: evidence)
        }
        self.scores = scores
    }

    private static func object(in text: String) throws(Nonsense) -> [String: JSONValue] {
        guard text.utf8.count <= longestText else { throw Nonsense("answered with \(text.utf8.count) bytes") }
        // Two objects side by side are not one: from the first bracket to the last they are no JSON.
        guard let start = text.firstIndex(of: "{"), let end = text.lastIndex(of: "}"), start < end,
            let members = (try? JSONValue(parsing: String(text[start...end])))?.object
        else { throw Nonsense("did not answer with the JSON that it was asked for") }
        return members
    }
}
