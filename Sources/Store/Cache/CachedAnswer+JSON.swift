import Core

extension CachedAnswer {
    /// As a record of the cache holds it, beside its key and time.
    var members: [String: JSONValue] {
        [
            "answer": .string(text), "provider": .string(provider), "model": .string(model),
            "purpose": .string(purpose), "cost": .integer(cost.count),
        ]
    }

    /// Nil where a member is missing or malformed.
    init?(json: JSONValue) {
        guard let text = json["answer"]?.string, let provider = json["provider"]?.string,
            let model = json["model"]?.string, let purpose = json["purpose"]?.string,
            let cost = json["cost"]?.integer
        else { return nil }
        self.init(
            text: text, provider: provider, model: model, purpose: purpose, cost: MicroDollars(Int64(cost)))
    }
}
