import Core

/// Checks a value against a schema of the description, with the constraints that GitHub's requests use.
struct OpenAPISchema {
    /// Under `components`.
    let components: JSONValue

    /// One line for each thing that is wrong; `place` says where, as `body.labels[0]`.
    func problems(of value: JSONValue, as schema: JSONValue, at place: String) -> [String] {
        let schema = resolved(schema)
        if value == .null, schema["nullable"]?.bool == true { return [] }
        if let options = (schema["oneOf"] ?? schema["anyOf"])?.array, !options.isEmpty {
            let failures = options.map { problems(of: value, as: $0, at: place) }
            if failures.contains([]) { return [] }
            return ["\(place) fits none of \(options.count) forms: \(failures.joined().joined(separator: "; "))"]
        }
        if let allowed = schema["enum"]?.array, !allowed.contains(value) {
            return ["\(place) is not one of \(allowed)"]
        }
        if let type = schema["type"]?.string, !Self.isOf(type, value) { return ["\(place) is no \(type)"] }
        switch value {
        case .object(let members): return problems(of: members, as: schema, at: place)
        case .array(let values): return problems(of: values, as: schema, at: place)
        case .string(let text):
            return Self.size(text.unicodeScalars.count, schema["minLength"], schema["maxLength"], "characters", place)
        case .null, .bool, .integer, .number: return []
        }
    }

    /// Follows `$ref`s into the components.
    func resolved(_ value: JSONValue) -> JSONValue {
        guard let reference = value["$ref"]?.string else { return value }
        var found = components
        for word in reference.split(separator: "/").dropFirst(2) { found = found[String(word)] ?? .null }
        return found == .null ? value : resolved(found)
    }

    private func problems(of members: [String: JSONValue], as schema: JSONValue, at place: String) -> [String] {
        let properties = schema["properties"]?.object ?? [:]
        var problems: [String] = []
        for name in (schema["required"]?.array ?? []).compactMap(\.string) where members[name] == nil {
            problems.append("\(place).\(name) is missing")
        }
        problems += Self.size(members.count, schema["minProperties"], schema["maxProperties"], "members", place)
        for (name, value) in members {
            if let property = properties[name] {
                problems += self.problems(of: value, as: property, at: "\(place).\(name)")
            } else if let other = schema["additionalProperties"], other.bool == nil {
                problems += self.problems(of: value, as: other, at: "\(place).\(name)")
            } else if schema["additionalProperties"]?.bool != true, !properties.isEmpty {
                // GitHub ignores what it does not know, so a slip of the pen would never show.
                problems.append("\(place).\(name) is not described")
            }
        }
        return problems
    }

    private func problems(of values: [JSONValue], as schema: JSONValue, at place: String) -> [String] {
        var problems = Self.size(values.count, schema["minItems"], schema["maxItems"], "items", place)
        guard let items = schema["items"] else { return problems }
        for (index, value) in values.enumerated() {
            problems += self.problems(of: value, as: items, at: "\(place)[\(index)]")
        }
        return problems
    }

    private static func size(
        _ size: Int, _ least: JSONValue?, _ most: JSONValue?, _ unit: String, _ place: String
    ) -> [String] {
        if let least = least?.integer, size < least { return ["\(place) has \(size) \(unit), fewer than \(least)"] }
        if let most = most?.integer, size > most { return ["\(place) has \(size) \(unit), more than \(most)"] }
        return []
    }

    private static func isOf(_ type: String, _ value: JSONValue) -> Bool {
        switch type {
        case "object": value.object != nil
        case "array": value.array != nil
        case "string": value.string != nil
        case "boolean": value.bool != nil
        case "integer": value.integer != nil
        case "number": value.number != nil
        default: true
        }
    }
}
