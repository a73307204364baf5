import Content
import Core
import Engine
import GitHub

/// All that the bot says on an issue besides a run's own comment, in GitHub's Markdown; what others wrote is escaped.
enum AttentionWords {
    private static func name(_ actor: GitHubActor) -> String {
        MarkdownEscaper.code(PlainText.line(actor.login, limit: 60))
    }

    private static func mention(_ actor: GitHubActor) -> String {
        MarkdownEscaper.mention(actor.login) ?? name(actor)
    }

    private static func label(_ facts: AttentionFacts) -> String { MarkdownEscaper.code(facts.rules.label, limit: 60) }
    private static func role(_ facts: AttentionFacts) -> String { MarkdownEscaper.code(facts.rules.role, limit: 60) }

    static func gate(_ gate: Gate) -> String { MarkdownEscaper.code(PlainText.line(gate.id.text, limit: 120)) }
    static func asset(_ key: AssetKey) -> String { MarkdownEscaper.code(PlainText.line(key.text, limit: 60)) }

    // MARK: Labels

    static func refusedLabel(_ actor: GitHubActor, _ facts: AttentionFacts) -> String {
        "Thank you, \(mention(actor)). A run costs money, so one starts when somebody with the role \(role(facts)) in this "
            + "repository sets the label \(label(facts)); a label that a form or you have set does not count. "
            + "Somebody who has the role can take it off and set it again."
    }

    static func foreignLabeller(_ actor: GitHubActor, _ facts: AttentionFacts) -> String {
        "The label \(label(facts)) was set by the program \(name(actor)), which may not start runs here. Somebody with the role "
            + "\(role(facts)) can take it off and set it again"
            + (actor.app.map { ", or name the App's number, \($0), under `access.apps` in `.github/showrunner.yml`" }
                ?? "")
            + "."
    }

    static func goneLabeller(_ facts: AttentionFacts) -> String {
        "The account that set the label \(label(facts)) is gone. Somebody with the role \(role(facts)) can take the label off "
            + "and set it again."
    }

    static func closedIssue(_ facts: AttentionFacts) -> String {
        "The label \(label(facts)) was set on a closed issue, so no run has begun. Open the issue again, and one begins."
    }

    static func unknownLabelling(_ facts: AttentionFacts) -> String {
        "GitHub does not tell who set the label \(label(facts)). Somebody with the role \(role(facts)) can take it off and set "
            + "it again."
    }

    static func changedSinceLabel(_ facts: AttentionFacts) -> String {
        "This issue has changed since the label \(label(facts)) was set, and its author could not have started a run. "
            + "Nothing has been spent. If the text is right as it stands now, take the label off and set it again."
    }

    // MARK: Comments

    static func refusedCommand(_ actor: GitHubActor, _ facts: AttentionFacts) -> String {
        "Thank you, \(mention(actor)). What costs money here is decided by people with the role \(role(facts)) in this repository, "
            + "so your command was not carried out. One of them can say it in your place."
    }

    static func edited(_ author: GitHubActor) -> String {
        "\(mention(author)), that comment had been read before it was edited, and is not obeyed a second time. "
            + "Write the command in a new comment."
    }

    static func answer(to author: GitHubActor, _ paragraphs: [String]) -> String {
        ([mention(author)] + paragraphs).joined(separator: "\n\n")
    }

    static func refused(_ name: CommentCommand.Name, _ reason: String) -> String { "`/\(name.rawValue)`: \(reason)" }

    static func fault(_ fault: CommandFault) -> String {
        switch fault {
        case .unknown(let word, let nearest):
            "There is no command \(MarkdownEscaper.code("/\(word)", limit: 40)). Did you mean `\(nearest.usage)`? "
                + "`/help` lists them all."
        case .wrong(let name, let reason):
            "`/\(name.rawValue)`: \(MarkdownEscaper.inline(PlainText.clean(reason, limit: 300))). "
                + "It is written `\(name.usage)`."
        case .tooLong(let limit):
            "The comment has more than \(limit) bytes, so none of it was read. Write the commands in one of their own."
        case .tooMany(let limit):
            "The comment has more than \(limit) commands, so none was carried out. Write fewer in one comment."
        }
    }

    static func unknownAsset(_ asset: AssetKey, among keys: [AssetKey]) -> String {
        let known = keys.prefix(20).map { self.asset($0) }.joined(separator: ", ")
        let near = Nearest.word(to: asset.text, among: keys.map(\.text)).map {
            " Did you mean \(self.asset(AssetKey($0)))?"
        }
        return "The run has no asset \(self.asset(asset)).\(near ?? "") It has \(known)\(keys.count > 20 ? ", …" : "")."
    }

    /// Each open gate with its hash.
    static func open(_ states: [GateState]) -> String {
        let list = states.prefix(20).map { "\(gate($0.gate)) (`\($0.gate.shown)`)" }.joined(separator: ", ")
        return "Open: \(list)\(states.count > 20 ? ", …" : "")."
    }

    static func help(_ facts: AttentionFacts) -> String {
        let rows = CommentCommand.Name.allCases.map { ["`\($0.usage)`", $0.meaning] }
        let table = (["| Command | What it does |", "| - | - |"] + rows.map { "| \($0[0]) | \($0[1]) |" })
            .joined(separator: "\n")
        return
            "\(table)\n\nEach stands at the beginning of a line. What spends or decides takes the role \(role(facts)); the label "
            + "\(label(facts)), set by somebody who has it, starts a run."
    }

    /// A run has its comment on the issue and is none of the issue's here: the issue was moved in the middle of it, or it was begun elsewhere.
    static func noRun(_ facts: AttentionFacts) -> String {
        guard let run = facts.told.compactMap(\.run).max(by: { $0.time < $1.time }) else {
            return "This issue has no run yet."
        }
        return
            "Run `\(run)`, whose comment stands here, is not this issue's any more: it was begun before the issue was moved, or by a "
            + "bot with another state folder. Where it was begun `bot approve \(run)` and `bot cancel \(run)` decide it. For a run of "
            + "this issue take the label \(label(facts)) off and set it again."
    }

    static func status(_ facts: AttentionFacts) -> String {
        guard let run = facts.run else { return noRun(facts) }
        guard let view = run.view else {
            return "The last run, `\(run.id)`, has ended: **\(run.status.rawValue)**. Its history has been pruned."
        }
        let (done, all) = view.progress
        var lines = ["Run `\(run.id)` is **\(run.status.rawValue)**: \(done) of \(all) tasks done."]
        lines.append(
            "Spent \(view.board.spent + view.board.unknown) USD"
                + (view.board.budget.map { " of \($0) USD" } ?? "") + ".")
        if !run.openGates.isEmpty { lines.append(open(run.openGates)) }
        if run.status.isFinal, !view.board.reason.isEmpty {
            lines.append(MarkdownEscaper.inline(PlainText.clean(view.board.reason, limit: 600)))
        }
        return lines.joined(separator: "\n")
    }
}
