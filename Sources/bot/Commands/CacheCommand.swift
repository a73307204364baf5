import Content
import Core
import Store

/// `bot cache`: what would be reused instead of bought, and `bot cache prune`, which forgets some of it.
struct CacheCommand: Sendable {
    let context: CommandContext

    func run() async throws -> ExitStatus {
        let workshop = try await context.workshop()
        switch context.arguments.operands.first {
        case nil:
            guard context.arguments[.cacheAge] == nil, !context.arguments.has(.dryRun) else {
                throw UsageError("--older-than and --dry-run belong to 'bot cache prune'.", command: "cache")
            }
            return try await list(workshop)
        case "prune": return try await prune(workshop)
        case let word?:
            throw UsageError(
                "'bot cache' takes 'prune' or nothing, not '\(PlainText.line(word, limit: 40))'.", command: "cache")
        }
    }

    private func list(_ workshop: Workshop) async throws -> ExitStatus {
        let entries = await workshop.results.entries()
        let usable = entries.filter(\.isPresent)
        let saved = usable.reduce(MicroDollars.zero) { $0 + $1.cost }
        if context.isJSON {
            let answer: JSONValue = [
                "entries": .array(entries.map(Self.json)), "count": .integer(Int64(entries.count)),
                "usable": .integer(Int64(usable.count)),
                "bytes": .integer(Int64(Self.bytes(of: usable))), "costUSD": .number(saved.dollars),
            ]
            context.console.json(answer.text)
            return .succeeded
        }
        context.console.answer(
            "\(usable.count) results can be reused (\(Figures.bytes(Self.bytes(of: usable)))), made for \(saved) USD"
                + (entries.count > usable.count ? "; the files of \(entries.count - usable.count) more are gone." : ".")
        )
        let limit = 50
        for entry in usable.prefix(limit) {
            let (what, words) =
                switch entry.content {
                case .file(let result): (Figures.size(result.size), result.prompt)
                case .answer(let answer): (answer.purpose, answer.text)
                }
            context.console.answer(
                "  \(entry.key.hex.prefix(12))  \(Figures.time(entry.madeAt))  \(entry.model)  \(what)  "
                    + "\(entry.cost) USD  \(PlainText.line(words, limit: 60))")
        }
        if usable.count > limit {
            context.console.answer("  … and \(usable.count - limit) more; --json lists them all.")
        }
        return .succeeded
    }

    private func prune(_ workshop: Workshop) async throws -> ExitStatus {
        guard let text = context.arguments[.cacheAge] else {
            throw UsageError("'bot cache prune' needs --older-than AGE, such as 30d.", command: "cache")
        }
        guard let age = Age(text) else {
            throw UsageError(
                "--older-than takes days, hours or minutes such as 30d, 12h or 90m, not '\(PlainText.line(text))'.",
                command: "cache")
        }
        let isDryRun = context.arguments.has(.dryRun)
        let cutoff = Timestamp(milliseconds: workshop.time.now().milliseconds - age.duration.milliseconds)
        let removed = try await workshop.results.prune(madeBefore: cutoff, isDryRun: isDryRun)
        if context.isJSON {
            let answer: JSONValue = ["dryRun": .bool(isDryRun), "removed": .array(removed.map { .string($0.hex) })]
            context.console.json(answer.text)
        } else {
            context.console.answer(
                "\(isDryRun ? "Would forget" : "Forgot") \(removed.count) results. Their files stay as long as runs name them."
            )
        }
        return .succeeded
    }

    /// Two records may name one file.
    private static func bytes(of entries: [CacheEntry]) -> Int {
        let files = entries.compactMap { entry -> (SHA256Digest, Int)? in
            guard case .file(let result) = entry.content else { return nil }
            return (result.sha256, result.bytes)
        }
        return Dictionary(files, uniquingKeysWith: { first, _ in first }).values.reduce(0, +)
    }

    private static func json(_ entry: CacheEntry) -> JSONValue {
        var members: [String: JSONValue] = [
            "key": .string(entry.key.hex), "provider": .string(entry.provider), "model": .string(entry.model),
            "costUSD": .number(entry.cost.dollars), "madeAt": .string(entry.madeAt.description),
            "present": .bool(entry.isPresent),
        ]
        switch entry.content {
        case .answer(let answer):
            members["kind"] = .string("answer")
            members["purpose"] = .string(answer.purpose)
        case .file(let result):
            members["kind"] = .string("file")
            members["prompt"] = .string(result.prompt)
            members["sha256"] = .string(result.sha256.hex)
            members["mediaType"] = .string(result.mediaType.rawValue)
            members["width"] = .integer(Int64(result.size.width))
            members["height"] = .integer(Int64(result.size.height))
            members["bytes"] = .integer(Int64(result.bytes))
            members["seed"] = result.seed.map { .integer(Int64($0.value)) } ?? .null
        }
        return .object(members)
    }
}
