import Core
import Foundation

/// Holds requests against GitHub's own description of its interface, of which `shared/reference` has an excerpt.
package struct OpenAPIValidator: Sendable {
    private let paths: [Template]
    private let components: JSONValue

    private struct Template: Sendable {
        let words: [String]
        let operations: JSONValue
    }

    /// The excerpt, read once; nil where the shared folder is missing or damaged, so that tests are skipped by name.
    package static let shared: OpenAPIValidator? = SharedFolder.file("reference/github-openapi-subset.json")
        .flatMap { try? OpenAPIValidator(contentsOf: $0) }

    package init(contentsOf path: String) throws {
        let description = try JSONDecoder().decode(JSONValue.self, from: Data(contentsOf: URL(fileURLWithPath: path)))
        components = description["components"] ?? .null
        paths = (description["paths"]?.object ?? [:]).map { path, operations in
            Template(words: path.split(separator: "/").map(String.init), operations: operations)
        }
    }

    /// One line for each thing in which a request is not as GitHub describes it; none for a request that is.
    package func problems(of request: LoopbackRequest) -> [String] {
        let name = "\(request.method) \(request.path)"
        guard let (operation, values) = operation(for: request) else { return ["\(name) is not described"] }
        let parameters = (operation["parameters"]?.array ?? []).map(schema.resolved)
        return
            (problems(ofHeadOf: request) + problems(of: parameters, values, request.query)
            + problems(ofBodyOf: request, operation)).map { "\(name): \($0)" }
    }

    private var schema: OpenAPISchema { OpenAPISchema(components: components) }

    /// The operation whose path fits with the most literal words, and what stands for its variables.
    private func operation(for request: LoopbackRequest) -> (JSONValue, [String: String])? {
        let words = request.path.split(separator: "/").map(String.init)
        var best: (operation: JSONValue, values: [String: String])?
        for template in paths {
            guard let operation = template.operations[request.method.lowercased()],
                let values = Self.match(words, template.words)
            else { continue }
            if best.map({ values.count < $0.values.count }) ?? true { best = (operation, values) }
        }
        return best.map { ($0.operation, $0.values) }
    }

    /// A variable at the end may take several words, as the path of a file does.
    private static func match(_ words: [String], _ template: [String]) -> [String: String]? {
        var values: [String: String] = [:]
        for (index, part) in template.enumerated() {
            guard index < words.count else { return nil }
            if part.hasPrefix("{") {
                let takesRest = index == template.count - 1 && ["{path}", "{ref}"].contains(part)
                let text = takesRest ? words[index...].joined(separator: "/") : words[index]
                values[String(part.dropFirst().dropLast())] = text.removingPercentEncoding ?? text
                if takesRest { return values }
            } else if part != words[index] {
                return nil
            }
        }
        return words.count == template.count ? values : nil
    }

    private func problems(ofHeadOf request: LoopbackRequest) -> [String] {
        var problems: [String] = []
        if request.header("Accept") != "application/vnd.github+json" { problems.append("Accept is not GitHub's") }
        if request.header("X-GitHub-Api-Version") != "2022-11-28" { problems.append("the version is not 2022-11-28") }
        if request.header("User-Agent")?.isEmpty != false { problems.append("User-Agent is missing") }
        return problems
    }

    private func problems(
        of parameters: [JSONValue], _ values: [String: String], _ query: [String: String]
    ) -> [String] {
        var problems: [String] = []
        var known: Set<String> = []
        for parameter in parameters {
            guard let name = parameter["name"]?.string else { continue }
            let isQuery = parameter["in"]?.string == "query"
            if isQuery { known.insert(name) }
            guard let text = isQuery ? query[name] : values[name] else {
                if isQuery, parameter["required"]?.bool == true { problems.append("query.\(name) is missing") }
                continue
            }
            let type = schema.resolved(parameter["schema"] ?? .null)
            problems += schema.problems(of: Self.value(text, as: type), as: type, at: isQuery ? "query.\(name)" : name)
        }
        for name in query.keys.sorted() where !known.contains(name) {
            problems.append("query.\(name) is not described")
        }
        return problems
    }

    /// A parameter's text as the type that it should have, or as it is where it can't be read so.
    private static func value(_ text: String, as type: JSONValue) -> JSONValue {
        switch type["type"]?.string {
        case "integer": Int64(text).map { .integer($0) } ?? .string(text)
        case "boolean": Bool(text).map { .bool($0) } ?? .string(text)
        default: .string(text)
        }
    }

    private func problems(ofBodyOf request: LoopbackRequest, _ operation: JSONValue) -> [String] {
        guard let described = operation["requestBody"].map(schema.resolved) else {
            return request.bodyLength == 0 ? [] : ["a body is sent, but none is described"]
        }
        guard request.bodyLength > 0 else {
            return described["required"]?.bool == true ? ["the body is missing"] : []
        }
        guard let type = described["content"]?["application/json"]?["schema"] else { return [] }
        guard request.header("Content-Type")?.hasPrefix("application/json") == true else {
            return ["Content-Type is not application/json"]
        }
        // Why it can't be read would say no more to who wrote the request.
        guard let value = try? JSONValue(parsing: request.text) else { return ["the body is no JSON"] }
        return schema.problems(of: value, as: type, at: "body")
    }
}
