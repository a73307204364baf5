import Core
import Resources

extension BriefAssembler {
    private static let acceptedItems =
        "1 to 500 items: lines, or a yaml list of texts or of id, prompt, size and seed"

    /// The entries of a batch, each with its own key.
    mutating func items() -> [BatchItem] {
        guard let answer = answers.answers[.items] else { return [] }
        var nodes: [YAMLNode] = []
        if let path = BatchFile.path(in: answer) {
            guard let entries = entries(ofFile: path) else { return [] }
            nodes = entries
        } else {
            switch answer.content {
            case .yaml(let node): nodes = node.elements ?? [node]
            case .text(let text):
                guard let parsed = itemNodes(text) else { return [] }
                nodes = parsed
            }
        }
        if nodes.isEmpty { note(.items, found: "\(answer.shown), without an item", accepted: Self.acceptedItems) }
        if nodes.count > 500 {
            note(.items, found: "\(nodes.count) items", accepted: Self.acceptedItems, nearest: "500 items")
        }
        return distinct(nodes.prefix(500).compactMap { item($0) })
    }

    /// The list in a file of the repository; nil where it can't be had or read, which is noted.
    private mutating func entries(ofFile path: String) -> [YAMLNode]? {
        guard let batch, batch.path == path else {
            note(
                .items, found: path,
                accepted:
                    "a list, or the path of a JSON, YAML or CSV file inside the repository; there is none of that name")
            return nil
        }
        do { return try batch.entries() } catch {
            note(
                .items, found: "\(path), line \(error.line), column \(error.column)",
                accepted: "a file that can be read; there: \(error.message) \(error.hint ?? "")".trimmed.withoutStop)
            return nil
        }
    }

    /// Text under a form's heading: YAML where it says `- prompt:` or `- id:`, else an item a line.
    private mutating func itemNodes(_ text: String) -> [YAMLNode]? {
        let first = AnswerText.withoutBullet(String(text.split(whereSeparator: \.isNewline).first ?? ""))
        if ["id:", "prompt:", "size:", "seed:", "{"].contains(where: { first.hasPrefix($0) }) {
            do { return try YAMLDocument.parse(text, file: "items").elements ?? [] } catch {
                note(
                    .items, found: "line \(error.line), column \(error.column)",
                    accepted: "YAML that can be read; there: \(error.message)")
                return nil
            }
        }
        var lines: [(text: String, line: Int)] = []
        for (number, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
            let words = AnswerText.withoutBullet(String(line))
            if words.isEmpty || words.hasPrefix("```") || words.hasPrefix("~~~") { continue }
            if line.hasPrefix("  "), words == line.trimmed, let last = lines.popLast() {
                lines.append((last.text + " " + words, last.line))
            } else {
                lines.append((words, number + 1))
            }
        }
        return lines.map { YAMLNode(.scalar($0.text, isPlain: false), at: YAMLMark(line: $0.line, column: 1)) }
    }

    private mutating func item(_ node: YAMLNode) -> BatchItem? {
        if let text = node.isNull ? "" : node.text {
            guard let prompt = itemPrompt(text) else { return nil }
            return BatchItem(key: Self.key(of: prompt), prompt: prompt)
        }
        guard let members = node.members else {
            note(.items, found: node.json.text, accepted: Self.acceptedItems)
            return nil
        }
        for member in members where !["id", "prompt", "size", "seed"].contains(member.key) {
            note(
                .items, found: "\(member.key) (line \(member.mark.line))", accepted: "id, prompt, size or seed",
                nearest: Nearest.word(to: member.key, among: ["id", "prompt", "size", "seed"]))
        }
        // Programs write `null` for what is not there.
        let given = { (key: String) in node[key].flatMap { $0.isNull ? nil : $0 } }
        guard let prompt = itemPrompt(given("prompt")?.text ?? "") else { return nil }
        let identifier = given("id")?.text.map { $0.trimmed } ?? ""
        return BatchItem(
            key: identifier.isEmpty ? Self.key(of: prompt) : AssetKey(Slug.of(identifier)), prompt: prompt,
            size: given("size").flatMap { node in node.text.flatMap { size(ofItem: $0, line: node.mark.line) } },
            seed: given("seed").flatMap { seed(ofItem: $0) })
    }

    private mutating func itemPrompt(_ text: String) -> String? {
        let prompt = PromptText.clean(text)
        guard (1...4_000).contains(prompt.unicodeScalars.count) else {
            note(.items, found: prompt, accepted: "a prompt of 1 to 4,000 characters in each item")
            return nil
        }
        return prompt
    }

    private mutating func seed(ofItem node: YAMLNode) -> Seed? {
        let value = node.text.flatMap { NumberText.number($0) }
        if let seed = value.flatMap({ Int(exactly: $0) }).flatMap({ Seed($0) }) { return seed }
        note(
            .items, found: "seed: \(node.text ?? node.kind) (line \(node.mark.line))",
            accepted: "a whole number from 0 to 2,147,483,647")
        return nil
    }

    /// The words first, for people; a hash of them behind, so that two long prompts with one beginning differ.
    private static func key(of prompt: String) -> AssetKey {
        let hash = String(StableHash.of(prompt), radix: 16)
        return AssetKey("\(Slug.of(prompt, limit: 40))-\(hash.suffix(6))")
    }

    private mutating func distinct(_ items: [BatchItem]) -> [BatchItem] {
        var taken: [AssetKey: BatchItem] = [:]
        for item in items {
            if let first = taken.updateValue(item, forKey: item.key) {
                let isSame = first.prompt == item.prompt
                note(
                    .items, found: isSame ? item.prompt : "id \(item.key), twice",
                    accepted: isSame ? "each item once, or each with its own id" : "another id for each item",
                    nearest: "\(item.key)-2")
            }
        }
        return items
    }
}

extension String {
    /// Fit to end a sentence that is not its own.
    fileprivate var withoutStop: String { hasSuffix(".") ? String(dropLast()) : self }
}
