import Core

/// One reading of one model's file, with the problems that it met.
struct ModelFileReader {
    var problems: ResourceProblems
    let providers: Set<String>

    private static let keys = [
        "kind", "name", "provider", "id", "abilities", "roles", "tier", "quality", "trained", "takesSeed", "sizes",
        "formats",
        "price", "options", "unbilled", "backups", "timeout", "concurrency", "callsPerMinute",
        "references", "group", "streams",
        "clips", "patience", "pace",
    ]
    /// What a request says of itself, and no file may say in its place.
    private static let reserved: Set<String> = [
        "model", "prompt", "n", "size", "seed", "stream", "messages", "system", "tools", "input", "file",
    ]

    init(file: String, providers: Set<String>) {
        problems = ResourceProblems(file: file)
        self.providers = providers
    }

    /// Nil where something that can't do without is missing, which is noted.
    mutating func model(_ root: YAMLNode) -> Model? {
        guard let top = MappingReader(root, "A model", known: Self.keys, problems: &problems) else { return nil }
        if let kind = top["kind"] {
            if kind.text != "Model" { problems.add(kind.mark, "'kind' must be Model, found \(kind.kind).") }
        } else {
            problems.add(top.mark, "'kind: Model' is missing.")
        }
        let name = name(of: top)
        let provider = word("provider", of: top, known: providers)
        let abilities = words("abilities", of: top, ModelAbility.init(rawValue:), ModelAbility.allCases.map(\.rawValue))
        let roles = words("roles", of: top, ModelRole.init(rawValue:), ModelRole.allCases.map(\.rawValue))
        let formats = words(
            "formats", of: top, MediaType.init(format:), MediaType.allCases.filter { $0 != .json }.map(\.format))
        let sizes = sizes(of: top)
        let price = price(of: top)
        let options = options(of: top)
        let tier = word("tier", of: top, known: QualityTier.allCases.map(\.rawValue))
        let quality = top.number("quality", in: 0...1, problems: &problems)
        let wait: ClosedRange<Duration> = .seconds(1) ... .seconds(3600)
        let timeout = top.duration("timeout", in: wait, problems: &problems)
        let concurrency = top.integer("concurrency", in: 1...1000, problems: &problems)
        let callsPerMinute = top.integer("callsPerMinute", in: 1...1_000_000, problems: &problems)
        let references = top.integer("references", in: 1...100, problems: &problems)
        let group = top.integer("group", in: 1...100, problems: &problems)
        let clips = clips(of: top)
        let patience = top.duration("patience", in: .seconds(60) ... .seconds(7 * 24 * 3600), problems: &problems)
        let pace = top.duration("pace", in: .seconds(1) ... .seconds(3600), problems: &problems)
        guard let name, let provider, let price else { return nil }
        return Model(
            name: name, provider: provider, id: top.text("id", problems: &problems) ?? name,
            abilities: Set(abilities ?? [.image]), roles: Set(roles ?? []),
            tier: tier.flatMap(QualityTier.init(rawValue:)) ?? .balanced,
            quality: quality ?? 0.5, isTrained: flag("trained", of: top) ?? true,
            takesSeed: flag("takesSeed", of: top) ?? false, sizes: sizes ?? .limits(ModelSizes.Limits()),
            formats: formats ?? [.png, .jpeg, .webp], price: price, options: options,
            unbilled: Set(top.texts("unbilled", problems: &problems).map(\.text)),
            backups: top.texts("backups", problems: &problems).map(\.text), timeout: timeout ?? .seconds(600),
            concurrency: concurrency ?? 5, callsPerMinute: callsPerMinute,
            references: references ?? 16, group: group ?? 1,
            streams: flag("streams", of: top) ?? false,
            clips: clips, patience: patience ?? .seconds(3600), pace: pace)
    }

    /// It stands in comments, file names of logs and messages: so it is plain.
    private mutating func name(of top: MappingReader) -> String? {
        guard let name = top.text("name", problems: &problems) else {
            if top["name"] == nil { problems.add(top.mark, "'name' is missing.") }
            return nil
        }
        let isPlain = name.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "-_.:".contains($0)) }
        guard isPlain, name.count <= 60 else {
            problems.add(
                top.mark(of: "name"),
                "'name' must be at most 60 letters, digits, '-', '_', '.' and ':', found '\(name.prefix(60))'.")
            return nil
        }
        return name
    }

    private mutating func word(_ key: String, of top: MappingReader, known: some Collection<String>) -> String? {
        guard let text = top.text(key, problems: &problems) else {
            if key == "provider", top[key] == nil { problems.add(top.mark, "'\(key)' is missing.") }
            return nil
        }
        guard known.contains(text) else {
            problems.addUnknown("value of '\(key)':", text, at: top.mark(of: key), known: known)
            return nil
        }
        return text
    }

    /// Nil where the key is missing.
    private mutating func words<Value>(
        _ key: String, of top: MappingReader, _ read: (String) -> Value?, _ known: [String]
    ) -> [Value]? {
        let found = top.texts(key, problems: &problems)
        var values: [Value] = []
        for word in found {
            if let value = read(word.text) {
                values.append(value)
            } else {
                problems.addUnknown("value of '\(key)':", word.text, at: word.mark, known: known)
            }
        }
        return values.isEmpty ? nil : values
    }

    mutating func flag(_ key: String, of top: MappingReader) -> Bool? {
        guard let node = top[key] else { return nil }
        guard let value = node.json.bool else {
            problems.add(node.mark, "'\(key)' must be true or false, found \(node.kind).")
            return nil
        }
        return value
    }

    private mutating func options(of top: MappingReader) -> [String: JSONValue] {
        guard let node = top["options"] else { return [:] }
        guard let members = node.members else {
            problems.add(node.mark, "'options' must be a mapping, found \(node.kind).")
            return [:]
        }
        for member in members where Self.reserved.contains(member.key) {
            problems.add(member.mark, "'options' can't set '\(member.key)': every request sets it.")
        }
        return node.json.object ?? [:]
    }
}
