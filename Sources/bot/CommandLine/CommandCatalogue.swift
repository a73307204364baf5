/// Every command of the bot, in the order in which the help lists them.
enum CommandCatalogue {
    static let commands: [CommandDescription] = [
        run, plan, poll, serve, image, video, story, batch, review, history, show, events, replay, resume, cancel,
        approve, revise, reject, accept, budget, supply, cache, prune, doctor, version,
    ]

    static func command(named name: String) -> CommandDescription? { commands.first { $0.name == name } }

    static let run = CommandDescription(
        "run", "make what an issue asks for, review it, deliver it and report on the issue", operands: "<issue>",
        count: 1...1,
        options: [.repository, .git, .seed, .state, .claims, .config, .fresh, .json],
        details: """
            <issue> is owner/repo#N, an issue's URL, N with --repo, or the path of a Markdown file.
            An issue on GitHub needs GITHUB_TOKEN. Its pictures go to its own repository; those of a Markdown
            file go to showrunner-output/ beside it, unless --git names a repository: a path with a remote gets
            the commit and pushes it to 'origin', a path without one is itself the delivery.

            Running the same request again shows the run that was made and buys nothing. A run that was
            stopped, by a signal or a crash, goes on where it stood.

            Calling it is the permission: the label and who has set it are not asked about, as whoever has the token and
            this machine needs neither. Budgets and gates hold as ever. In GitHub Actions (GITHUB_ACTIONS=true) anybody's event
            may be what calls it: there an issue on GitHub is begun only where somebody with the role has set the label, as
            with 'bot poll', unless the workflow was started by hand (workflow_dispatch).

            Exit status: 0 succeeded, 1 failed, 2 usage or invalid brief (nothing was spent), 3 delivered with
            pictures under the threshold, 4 waiting for a person, 130 stopped by a signal.
            """,
        examples: [
            "bot run examples/issues/lighthouse-posters.md --git ../my-repository",
            "bot run octo-org/assets#12", "bot run 12 --repo octo-org/assets --json",
        ])

    static let plan = CommandDescription(
        "plan", "show what a run would do and cost, and spend nothing", operands: "<issue>", count: 1...1,
        options: [
            .repository, .seed, .state, .config, .mermaid, .json,
        ],
        details: "Reads the issue as 'bot run' would, lists every problem of its brief, and posts nothing.",
        examples: ["bot plan examples/issues/lighthouse-posters.md", "bot plan octo-org/assets#12 --json"])

    static let poll = CommandDescription(
        "poll", "look for labelled issues and commands in their comments, and do what they ask for",
        operands: "[OWNER/NAME…]", count: 0...100,
        options: [.repository, .issue, .once, .every, .state, .claims, .config],
        details: """
            Looks at the repositories that are named (else --repo, else GITHUB_REPOSITORY) every minute, or as --every says, and
            costs almost nothing where nothing has changed. An issue with the label starts a run when somebody with the
            role that the settings ask for has set it; so do commands in comments count. '/help' in a comment lists
            them. Runs that are due or were stopped go on too.

            With --once it looks once, brings what it finds as far as it goes, and ends: for schedulers. Exit status: 0
            everything was looked at, 1 something could not be, 130 stopped by a signal. How runs ended stands on their issues.
            """,
        examples: [
            "bot poll octo-org/assets octo-org/posters --every 2m", "bot poll --once", "bot poll --once --issue 12",
        ])

    static let review = CommandDescription(
        "review", "score pictures from 0 to 100, criterion by criterion", operands: "FILE…", count: 1...Int.max,
        options: [.threshold, .config, .json],
        details: "PNG, JPEG and WebP. Judges what is technically broken, not what is beautiful; see docs/review.md.",
        examples: ["bot review *.png", "bot review --json photo.jpg"])

    static let history = CommandDescription(
        "history", "list the runs of this state folder, the newest first",
        options: [.limit, .kpis, .state, .json])

    static let show = CommandDescription(
        "show", "show one run: its tasks, assets, scores, cost and delivery", operands: "RUN", count: 1...1,
        options: [.html, .errors, .records, .state, .json],
        details: "RUN is a run's name, enough of its beginning or end, or 'last'.")

    static let events = CommandDescription(
        "events", "list what happened in a run, event by event", operands: "RUN", count: 1...1,
        options: [.follow, .after, .state, .json],
        details: """
            --follow goes on with each new event as soon as it is durable, whichever process is at work on the run
            and though none is just now, until the run ends (status 0) or waits for a person (status 4). Called
            again with --after SEQ, the last one seen, it goes on where it was.
            """,
        examples: ["bot events last --follow", "bot events last --json --after 120"])

    static let replay = CommandDescription(
        "replay", "rebuild a run from its events alone and compare it with what is stored", operands: "RUN",
        count: 1...1, options: [.to, .state, .json],
        details: """
            Exit status 1 when they differ. With --to SEQ it shows the run as it was after that event, in the
            form of 'bot show', and compares nothing.
            """)

    static let resume = CommandDescription(
        "resume", "go on with a run that was stopped, or with all of them", operands: "[RUN]", count: 0...1,
        options: [.state, .claims, .config, .json],
        details: """
            Without RUN, every run is taken up that was stopped, is due or has been decided about: not those that wait for
            a person, nor those that took the process down three times in a row. Naming one resumes it whatever happened
            before.
            """)

    static let cancel = CommandDescription(
        "cancel", "end a run for good, keeping what it has made", operands: "RUN", count: 1...1,
        options: [.reason, .state, .config, .json],
        details:
            "A run that another process is conducting is asked to stop first; a service goes on with its other runs.")

    static let cache = CommandDescription(
        "cache", "list what would be reused instead of bought, or forget some of it", operands: "[prune]",
        count: 0...1, options: [.cacheAge, .dryRun, .state, .json],
        details: """
            A picture is reused where provider, model, request, seed and attempt are the same; the report says so.
            'bot run --fresh' makes everything anew. 'bot cache prune --older-than AGE' forgets what was made before
            that, and what has lost its file; the files themselves are kept and removed with the runs that name them.
            """,
        examples: ["bot cache --json", "bot cache prune --older-than 30d --dry-run"])

    static let prune = CommandDescription(
        "prune", "remove the history and files of runs that ended long ago",
        options: [.olderThan, .dryRun, .state, .json],
        details: """
            What a run cost, when it was and how it ended stays in 'bot history'. Its events, tasks, texts and report
            go, and every produced file that no other run refers to; what was delivered is not touched. Runs that
            have not ended, or still owe their issue a word, stay whole. Halves of files and leases that dead
            processes left behind go too, and what was noted of issues without a live run (attention/, pace/) where
            nobody has written it for AGE, and for eight days at least.
            """,
        examples: ["bot prune --older-than 30d --dry-run", "bot prune --older-than 12h --json"])

    static let approve = CommandDescription(
        "approve", "let a run go on at a gate, or try again what has failed", operands: "RUN", count: 1...1,
        options: decisionOptions, details: decisionDetails, examples: ["bot approve last"])

    static let revise = CommandDescription(
        "revise", "have assets made again as your notes say", operands: "RUN [ASSET…]", count: 1...Int.max,
        options: [.notes, .only] + decisionOptions,
        details: "Without ASSET, everything that the gate shows is made again.\n" + storyDetails + decisionDetails,
        examples: ["bot revise last 02 --notes 'less fog, and the tower further left'"])

    static let reject = CommandDescription(
        "reject", "have assets made again with another seed, or give up what can't be", operands: "RUN [ASSET…]",
        count: 1...Int.max, options: [.notes, .only] + decisionOptions, details: storyDetails + decisionDetails)

    static let accept = CommandDescription(
        "accept", "take what there is, and go on without the rest", operands: "RUN", count: 1...1,
        options: decisionOptions, details: decisionDetails)

    static let budget = CommandDescription(
        "budget", "set what a run may spend in all, in US dollars", operands: "RUN AMOUNT", count: 2...2,
        options: decisionOptions,
        details: """
            A run that waits for money goes on; one at work may spend so much from now on. Where a budget that the run
            shares with others is used up, it is that one which is raised to AMOUNT for this run. With --gate and --shown
            it is a decision of that gate, void where what it shows has changed; without them the budget is set all the same.
            """,
        examples: ["bot budget last 12.50"])

    static let supply = CommandDescription(
        "supply", "bring a file of your own in an asset's place", operands: "RUN ASSET FILE", count: 3...3,
        options: [.only] + decisionOptions, details: storyDetails + decisionDetails,
        examples: ["bot supply last 02 harbour.png"])

    private static let decisionOptions: [Option] = [.gate, .shown, .later, .state, .config, .json]
    private static let storyDetails = """
        In a story, what was made by such a part is made again too: the pictures that it went along with, the videos
        that show it or go on from it, and the film. The gate says what that costs; --only leaves other scenes alone.

        """
    private static let decisionDetails = """
        'bot show RUN' lists the gates with their hashes. A decision binds what its hash stands for: where that has
        changed it is void, and says so. On a terminal, gate and hash are asked for; elsewhere both must be given.
        The run goes on in this process unless --later is given.
        """

    static let serve = CommandDescription(
        "serve", "take webhooks in, do what issues ask for as they come, and show it on a page",
        options: [.listen, .repositories, .state, .claims, .config],
        details: """
            Deliveries are taken at /webhook, signed with BOT_WEBHOOK_SECRET; what they are about is read afresh from
            GitHub with GITHUB_TOKEN. GitHub speaks HTTPS: put a proxy that does before it. /healthz, /readyz and
            /metrics (for Prometheus) tell how it is. A socket that systemd hands over is used in place of --listen, and
            systemd is told when the service is ready; templates/systemd/ has units. At its start it looks for labelled
            issues in the repositories that --repo names, or that it has been told of before; as an App it also asks GitHub,
            then and every ten minutes, for deliveries that failed.

            The same address shows runs, and their gates to decide: to whoever has BOT_PAGE_TOKEN, or signs in with GitHub
            (BOT_OAUTH_CLIENT_ID and BOT_OAUTH_CLIENT_SECRET) and has the role there. Without either it is shown to
            this machine alone and decides nothing. BOT_PAGE_URL is the address under which people open it, BOT_PAGE_PROXY
            names the proxies that are believed when they say whom they speak for.

            A first SIGTERM stops taking in, waits for paid calls in flight and leaves runs so that the next start goes
            on with them; a second one stops at once.
            """,
        examples: ["bot serve", "bot serve --listen 127.0.0.1:9000 --repo octo-org/assets,octo-org/posters"])

    static let doctor = CommandDescription(
        "doctor", "check libraries, state folder, settings and sign-in, and say what to mend",
        options: [.repair, .moveAside, .state, .config, .json],
        details: """
            --repair makes everything that follows from the events again: the rows of runs and tasks, and indexes. Of a
            damaged database, or one that holds events which can't be read, it copies what can be read into a new
            one, and says which runs are lost but for their account. Nothing is deleted: the damaged file stays
            beside the new one. With --move-aside a file of which nothing can be read is set aside too, and the next
            run begins an empty history; so are runs given up whose events a newer bot may have written.
            """)

    static let version = CommandDescription("version", "print the version", options: [.json])

    /// What `bot --help` prints.
    static var overview: String {
        let width = commands.map { $0.name.count + $0.operands.count }.max() ?? 0
        let list = commands.map { command in
            let head = command.operands.isEmpty ? command.name : "\(command.name) \(command.operands)"
            return "  \(head)\(String(repeating: " ", count: max(0, width + 1 - head.count) + 2))\(command.summary)"
        }
        return """
            Showrunner makes what a GitHub issue asks for: reviewed pictures, committed and reported, with what they cost.

            Usage: bot <command> [options]

            \(list.joined(separator: "\n"))

            'bot <command> --help' explains a command. Start with:
              bot run examples/issues/lighthouse-posters.md
            """
    }
}
