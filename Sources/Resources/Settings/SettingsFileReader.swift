import Core

/// One reading of one settings file, with the problems that it met.
struct SettingsFileReader {
    var problems: ResourceProblems

    init(file: String) { problems = ResourceProblems(file: file) }

    private static let keys = [
        "label", "access", "concurrency", "branchPrefix", "author", "committer", "threshold", "attempts", "outputPath",
        "review",
        "budgets", "lowerTierAt", "breaker", "gates", "delivery", "unknownOutcome", "textRepeatLimit", "textModel",
        "commentEvery", "statusIssue",
        "shutdownGrace", "workflowFolder",
    ]

    mutating func settings(_ root: YAMLNode) -> Settings {
        var settings = Settings()
        guard let top = MappingReader(root, "The settings", known: Self.keys, problems: &problems) else {
            return settings
        }
        set(&settings.label, top.text("label", problems: &problems))
        set(&settings.access, access(top))
        set(&settings.concurrency, top.integer("concurrency", in: 1...64, problems: &problems))
        set(&settings.branchPrefix, branchPrefix(top))
        set(&settings.author, identity("author", of: top))
        settings.committer = identity("committer", of: top) ?? settings.author
        set(&settings.threshold, top.integer("threshold", in: 0...100, problems: &problems))
        set(&settings.attempts, top.integer("attempts", in: 1...10, problems: &problems))
        set(&settings.outputPath, path("outputPath", of: top).map { $0.hasSuffix("/") ? $0 : $0 + "/" })
        set(
            &settings.workflowFolder,
            path("workflowFolder", of: top).map { $0.hasSuffix("/") ? String($0.dropLast()) : $0 })
        set(&settings.review.weights, numbers("weights", of: top, in: 0...1000))
        set(&settings.review.floors, numbers("floors", of: top, in: 0...100))
        set(&settings.review.judge, judge(top))
        set(&settings.budgets, budgets(top))
        set(&settings.lowerTierAt, top.number("lowerTierAt", in: 0...1, problems: &problems))
        set(&settings.breaker, breaker(top))
        set(&settings.gates, gates(top))
        set(&settings.delivery, delivery(top))
        set(&settings.unknownOutcome, unknownOutcome(top))
        set(&settings.textRepeatLimit, dollars("textRepeatLimit", of: top))
        if let name = top.text("textModel", problems: &problems), name != "auto" { settings.textModel = name }
        let wait: ClosedRange<Duration> = .seconds(1) ... .seconds(3600)
        set(&settings.statusIssue, top.flag("statusIssue", problems: &problems))
        set(&settings.commentEvery, top.duration("commentEvery", in: wait, problems: &problems))
        set(&settings.shutdownGrace, top.duration("shutdownGrace", in: .zero ... .seconds(3600), problems: &problems))
        return settings
    }

    func set<Value>(_ target: inout Value, _ value: Value?) {
        if let value { target = value }
    }

    /// A prefix that Git takes in a branch's name.
    private mutating func branchPrefix(_ top: MappingReader) -> String? {
        guard let prefix = top.text("branchPrefix", problems: &problems) else { return nil }
        let isPlain = prefix.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "-_./".contains($0)) }
        guard isPlain, prefix.count <= 60, !prefix.contains(".."), !prefix.contains("//"),
            !prefix.contains("/."), !prefix.contains(".lock/"),
            let first = prefix.first, first.isLetter || first.isNumber
        else {
            problems.add(
                top.mark(of: "branchPrefix"),
                "'branchPrefix' must be letters, digits, '-', '_', '.' and '/', as 'showrunner/', found '\(prefix.prefix(60))'."
            )
            return nil
        }
        return prefix
    }

    private mutating func identity(_ key: String, of top: MappingReader) -> Settings.Identity? {
        guard let node = top[key],
            let members = MappingReader(node, "'\(key)'", known: ["name", "email"], problems: &problems)
        else { return nil }
        for part in ["name", "email"] where members[part] == nil {
            problems.add(node.mark, "'\(key)' has no '\(part)'.", hint: "Give both, a name and an e-mail address.")
        }
        let name = members.text("name", problems: &problems) ?? ""
        let email = members.text("email", problems: &problems) ?? ""
        for (part, text) in [("name", name), ("email", email)]
        where text.contains(where: { "<>\n\r\0".contains($0) })
            || part == "email" && !text.isEmpty && !text.contains("@")
        {
            problems.add(members.mark(of: part), "'\(part)' can't stand in a commit: '\(text.prefix(60))'.")
        }
        return Settings.Identity(name: name, email: email)
    }

    /// A folder inside the repository.
    private mutating func path(_ key: String, of top: MappingReader) -> String? {
        guard let path = top.text(key, problems: &problems) else { return nil }
        let parts = path.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        let isSafe = parts.enumerated().allSatisfy { place, part in
            !part.hasPrefix(".") && !part.hasPrefix("-") && (!part.isEmpty || place == parts.count - 1 && place > 0)
        }
        guard isSafe, path.count <= 200, !path.contains("\\"), !path.contains(where: { $0.isNewline || $0 == "\0" })
        else {
            problems.add(
                top.mark(of: key),
                "'\(key)' must be a folder inside the repository, as 'assets/', found '\(path.prefix(60))'.")
            return nil
        }
        return path
    }

    /// An open mapping from names to numbers, of `review`.
    private mutating func numbers(
        _ key: String, of top: MappingReader, in range: ClosedRange<Double>
    ) -> [String: Double]? {
        guard let node = top["review"] else { return nil }
        // The keys of `review` itself are checked once, with the first of its members.
        var ignored = ResourceProblems(file: problems.file)
        let members =
            key == "weights"
            ? MappingReader(node, "'review'", known: ["weights", "floors", "judge"], problems: &problems)
            : MappingReader(node, "'review'", known: ["weights", "floors", "judge"], problems: &ignored)
        guard let values = members?[key] else { return nil }
        let names = values.members?.map(\.key) ?? []
        guard let reader = MappingReader(values, "'\(key)'", known: names, problems: &problems) else { return nil }
        var numbers: [String: Double] = [:]
        for name in names { numbers[name] = reader.number(name, in: range, problems: &problems) }
        return numbers
    }

    /// The member `judge` of `review`, whose own keys have been checked.
    private mutating func judge(_ top: MappingReader) -> Settings.Judge? {
        guard let node = top["review"]?["judge"], !node.isNull,
            let members = MappingReader(
                node, "'judge'", known: ["models", "band", "margin"], problems: &problems)
        else { return nil }
        var judge = Settings.Judge()
        if members["models"] != nil {
            let models = members.texts("models", problems: &problems)
            if models.count > 2 {
                problems.add(
                    models[2].mark, "'models' names at most two judges, found \(models.count).",
                    hint: "Each one is paid for every picture.")
            }
            judge.models = models.map(\.text) == ["none"] ? [] : models.map(\.text)
        }
        set(&judge.band, members.number("band", in: 0...100, problems: &problems))
        set(&judge.margin, members.number("margin", in: 0...100, problems: &problems))
        return judge
    }

    private mutating func access(_ top: MappingReader) -> Settings.Access? {
        guard let node = top["access"],
            let members = MappingReader(node, "'access'", known: ["role", "apps"], problems: &problems)
        else { return nil }
        var access = Settings.Access()
        if let role = members.text("role", problems: &problems) {
            let isName = !role.isEmpty && role.count <= 100 && !role.contains(where: \.isNewline)
            if isName, !["none", "read", "pull"].contains(role.lowercased()) {
                access.role = role
            } else {
                problems.add(
                    members.mark(of: "role"), "'role' can't be '\(role.prefix(60))'.",
                    hint:
                        "In a public repository everybody has 'read'; use triage, write, maintain, admin or a custom role."
                )
            }
        }
        for app in members.texts("apps", problems: &problems) {
            if let number = Int64(app.text), number > 0 {
                access.apps.append(number)
            } else {
                problems.add(
                    app.mark, "'apps' takes the numbers of Apps, found '\(app.text.prefix(60))'.",
                    hint: "A name ending in [bot] proves nothing; the App's page shows its number, the App ID.")
            }
        }
        return access
    }

    private mutating func budgets(_ top: MappingReader) -> Settings.Budgets? {
        guard let node = top["budgets"],
            let members = MappingReader(
                node, "'budgets'", known: ["run", "issue", "person", "repository", "day"], problems: &problems)
        else { return nil }
        var budgets = Settings.Budgets()
        budgets.run = dollars("run", of: members)
        budgets.issue = dollars("issue", of: members)
        budgets.person = dollars("person", of: members)
        budgets.repository = dollars("repository", of: members)
        budgets.day = dollars("day", of: members)
        return budgets
    }

    private mutating func breaker(_ top: MappingReader) -> Settings.Breaker? {
        guard let node = top["breaker"],
            let members = MappingReader(node, "'breaker'", known: ["failures", "pause"], problems: &problems)
        else { return nil }
        var breaker = Settings.Breaker()
        set(&breaker.failures, members.integer("failures", in: 1...1000, problems: &problems))
        set(&breaker.pause, members.duration("pause", in: .seconds(1) ... .seconds(600), problems: &problems))
        return breaker
    }

    private mutating func gates(_ top: MappingReader) -> Settings.Gates? {
        let known = ["checkpoints", "timeout", "remind", "onTimeout", "ownApproval", "pictures"]
        guard let node = top["gates"],
            let members = MappingReader(node, "'gates'", known: known, problems: &problems)
        else { return nil }
        var gates = Settings.Gates()
        gates.checkpoints = members.texts("checkpoints", problems: &problems).map(\.text)
        let wait: ClosedRange<Duration> = .seconds(60) ... .seconds(30 * 86_400)
        set(&gates.timeout, members.duration("timeout", in: wait, problems: &problems))
        set(&gates.remind, members.duration("remind", in: wait, problems: &problems))
        set(&gates.ownApproval, members.flag("ownApproval", problems: &problems))
        set(&gates.pictures, members.flag("pictures", problems: &problems))
        let kinds = GateKind.allCases.map(\.rawValue)
        if let node = members["onTimeout"],
            let policies = MappingReader(node, "'onTimeout'", known: kinds, problems: &problems)
        {
            for kind in GateKind.allCases {
                guard let word = policies.text(kind.rawValue, problems: &problems) else { continue }
                let known = TimeoutPolicy.policies(for: kind)
                if let policy = TimeoutPolicy(rawValue: word), known.contains(policy) {
                    gates.onTimeout[kind] = policy
                } else {
                    problems.addUnknown(
                        "value of '\(kind.rawValue)':", word, at: policies.mark(of: kind.rawValue),
                        known: known.map(\.rawValue))
                }
            }
        }
        return gates
    }

    private mutating func dollars(_ key: String, of members: MappingReader) -> MicroDollars? {
        members.number(key, in: 0...1_000_000, problems: &problems).flatMap(MicroDollars.init(dollars:))
    }

    private mutating func unknownOutcome(_ top: MappingReader) -> UnknownOutcomePolicy? {
        guard let text = top.text("unknownOutcome", problems: &problems) else { return nil }
        guard let outcome = UnknownOutcomePolicy(rawValue: text) else {
            problems.addUnknown(
                "value of 'unknownOutcome':", text, at: top.mark(of: "unknownOutcome"),
                known: UnknownOutcomePolicy.allCases.map(\.rawValue))
            return nil
        }
        return outcome
    }
}
