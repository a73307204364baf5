extension AnswerSchema {
    /// `{"prompt": …}`: a prompt written anew; `step` is the name of the step that asks for it.
    package static func prompt(step: String) -> AnswerSchema {
        AnswerSchema(name: named("prompt", step), schema: object(["prompt": ["type": "string"]]))
    }

    /// `{"title", "arc", "characters", "place", "look", "scenes": [{"title", "prompt", "camera"}]}`: a story in so many scenes,
    /// with what stays the same in all of them.
    ///
    /// The count stands in the name and not in the schema: services differ in which bounds of lists they take.
    package static func scenes(count: Int) -> AnswerSchema {
        let text: JSONValue = ["type": "string"]
        let scene = object(["title": text, "prompt": text, "camera": text])
        return AnswerSchema(
            name: named("scenes", String(count)),
            schema: object([
                "title": text, "arc": text, "characters": text, "place": text, "look": text,
                "scenes": ["type": "array", "items": scene],
            ]))
    }

    /// An object that has these members and no others.
    package static func object(_ properties: [String: JSONValue]) -> JSONValue {
        [
            "type": "object", "properties": .object(properties),
            "required": .array(properties.keys.sorted().map(JSONValue.string)), "additionalProperties": false,
        ]
    }

    /// What stands in the name before the first `_`, and after it.
    package var nameParts: (kind: String, detail: String) {
        let parts = name.split(separator: "_", maxSplits: 1)
        return (parts.first.map(String.init) ?? "", parts.count > 1 ? String(parts[1]) : "")
    }

    private static func named(_ kind: String, _ detail: String) -> String {
        let plain = detail.filter { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") }
        return String("\(kind)_\(plain)".prefix(64))
    }
}
