package import Core
import Review

extension AttemptView {
    /// What those judges said who gave a judgement.
    var voices: [AssetAssessed] { assessed.filter { $0.assessment != nil } }

    /// The judges' part as programs read it; `verdict` is `unjudged` where there is none, with the reason.
    package var semanticJSON: JSONValue {
        let judges = assessed.filter { $0.model != nil }.map { judge -> JSONValue in
            let assessment = judge.assessment
            return [
                "model": .string(judge.model ?? ""), "rubric": .string(judge.rubric),
                "asked": .integer(Int64(judge.asked)), "costUSD": .number(judge.cost.dollars),
                "reused": .bool(judge.isReused), "reason": judge.reason.map(JSONValue.string) ?? .null,
                "totals": .array((assessment?.totals ?? []).map(JSONValue.number)),
                "spread": assessment.map { .number($0.spread) } ?? .null,
                "scores": .object(
                    (assessment?.scores ?? [:]).mapValues {
                        ["score": .number($0.score), "evidence": .string($0.evidence)]
                    }),
            ]
        }
        let verdict = semantic?.json
        return [
            "verdict": verdict?["verdict"] ?? .string(Verdict.unjudged.rawValue), "score": verdict?["score"] ?? .null,
            "reason": semantic == nil ? .string("adherence not judged: \(SemanticLines.reason(for: self))") : .null,
            "disputes": verdict?["disputes"] ?? [], "judges": .array(judges),
        ]
    }
}
