package import Core

/// How the models have fared so far, out of the history: how many of their attempts passed, and what judging one cost.
package struct MeasuredRates: Hashable, Sendable {
    /// What is read of each run, and of how many runs at most.
    package static let types = ["run.created", AssetProduced.type, AssetJudged.type, AssetAssessed.type]
    package static let runs = 100

    private struct Maker: Hashable {
        let model: String
        let kind: String
    }

    private struct Count: Hashable {
        var passed = 0
        var judged = 0
    }

    private struct Attempt: Hashable {
        let key: AssetKey
        let number: Int
    }

    private var makers: [Maker: Count] = [:]
    private var judges: [String: [MicroDollars]] = [:]

    package static let none = MeasuredRates([RecordedPayload]())

    /// Of payloads run by run, each run's in its order; one that can't be read is passed over.
    package init(_ payloads: some Sequence<RecordedPayload>) {
        var run: Int64?
        var kind = BriefKind.image.rawValue
        var models: [Attempt: String] = [:]
        var verdicts: [Attempt: Verdict] = [:]
        func close(_ rates: inout MeasuredRates) {
            // A later verdict on the same attempt has replaced an earlier one.
            for (attempt, verdict) in verdicts where verdict != .unjudged {
                guard let model = models[attempt] else { continue }
                rates.makers[Maker(model: model, kind: kind), default: Count()].judged += 1
                if verdict != .fail { rates.makers[Maker(model: model, kind: kind), default: Count()].passed += 1 }
            }
            models = [:]
            verdicts = [:]
            kind = BriefKind.image.rawValue
        }
        for entry in payloads {
            if entry.run != run { close(&self) }
            run = entry.run
            guard let payload = try? JSONValue(parsing: entry.payload) else { continue }
            let fact = RoomFact(type: entry.type, payload: payload)
            if entry.type == "run.created" {
                kind = payload["brief"]?["kind"]?.string ?? kind
            } else if let judged = AssetJudged(fact) {
                verdicts[Attempt(key: judged.key, number: judged.attempt)] = judged.judgement.verdict
            } else if let assessed = AssetAssessed(fact) {
                // What was reused says nothing about what judging costs.
                if let model = assessed.model, assessed.asked > 0, assessed.reused == 0 {
                    judges[model, default: []].append(assessed.cost)
                }
            } else if let key = payload["key"]?.string, let number = payload["attempt"]?.integer {
                // Not the whole record: a long prompt is not among what is read.
                models[Attempt(key: AssetKey(key), number: number)] = payload["model"]?.string
            }
        }
        close(&self)
    }

    /// The share of a model's attempts that passed, 0–1; 1 where none has been judged.
    ///
    /// One attempt that passed is added to those counted, so that a single failure is no certainty of the next.
    package func passRate(of model: String, for kind: BriefKind) -> Double {
        let count = makers[Maker(model: model, kind: kind.rawValue)] ?? Count()
        return Double(count.passed + 1) / Double(count.judged + 1)
    }

    /// How often an asset is made on average when every failure is made again, up to a limit of attempts.
    package func expectedAttempts(of model: String, for kind: BriefKind, limit: Int) -> Double {
        let failing = 1 - passRate(of: model, for: kind)
        var sum = 0.0
        var reached = 1.0
        for _ in 0..<max(1, limit) {
            sum += reached
            reached *= failing
        }
        return sum
    }

    /// What a judge has cost for one picture on average; nil where it has judged none.
    package func judgingCost(of model: String) -> MicroDollars? {
        guard let costs = judges[model], !costs.isEmpty else { return nil }
        return MicroDollars(costs.reduce(.zero, +).count / Int64(costs.count))
    }
}
