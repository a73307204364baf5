import Core

extension ModelChoice {
    var members: [String: JSONValue?] {
        [
            "model": .string(model), "provider": .string(provider), "price": .integer(price.count),
            "reason": .string(reason),
            "loss": loss.map(JSONValue.string),
            "standsInFor": standsInFor.map(JSONValue.string),
            "passedOver": passedOver.isEmpty ? nil : .object(passedOver.mapValues(JSONValue.string)),
        ]
    }

    init?(json: JSONValue) {
        guard let model = json["model"]?.string, let provider = json["provider"]?.string else { return nil }
        self.init(
            model: model, provider: provider, price: json.amount("price"), reason: json["reason"]?.string ?? "",
            passedOver: (json["passedOver"]?.object ?? [:]).compactMapValues(\.string),
            loss: json["loss"]?.string, standsInFor: json["standsInFor"]?.string)
    }
}
