import Core
import GitHub
import HTTP
import Intake
import Resources
import Service
import Store

/// `bot serve`: takes webhooks in, and does what the issues that they are about ask for.
struct ServeCommand: Sendable {
    let context: CommandContext

    static let defaultAddress = "127.0.0.1:8080"
    /// How long requests that have begun may go on when the service stops.
    private static let lastRequests = Duration.seconds(5)

    func run() async throws -> ExitStatus {
        let repositories = try repositories()
        let secret = try secret()
        let terms = WebhookTerms(secret: secret, repositories: repositories.map { Set($0) })
        let manager = ServiceManager(environment: context.environment)
        let socket = try listen(manager)
        let address = socket.address
        let base = try await context.workshop()
        let pageTerms = try PageSettings(base, secret: secret).terms
        let store = try base.store()
        let counts = ServiceCounts()
        let stops = StopSwitch()
        let desk = AttentionDesk(
            base: base, store: store, stops: stops, hasOwnSettings: context.arguments[.config] != nil)
        let worker = Worker(
            store: store, attendant: IssueAttendant(desk: desk), time: base.time, counts: counts)
        let hub = StreamHub(store, after: try await store.newestPosition(), time: base.time) { run in
            // A run that can't be read just now is nobody's who sees only some.
            (try? await store.run(run))??.issue.repository.lowercased()
        }
        let page = PageDoor(
            desk: PageDesk(
                terms: pageTerms, store: store, assets: base.assets, hub: hub,
                host: PageWorkshop(desk: desk, worker: worker), time: base.time,
                stateFolder: base.stateFolder))
        let door = ServiceDoor(
            webhooks: WebhookReceiver(terms: terms, store: store, time: base.time, counts: counts), counts: counts,
            page: page)
        OpenFiles.raiseLimit()
        let server = try HTTPServer(on: socket, service: door)
        context.console.note("Listening on \(address); deliveries go to \(ServiceDoor.webhookPath).")
        context.console.note(pageTerms.notice(at: address))
        switch base.signIn {
        case .token, .app: break
        case .nobody:
            context.console.note(
                "GITHUB_TOKEN is not set: deliveries are kept, and the issues they are about can't be answered.")
        case .unusable(let problem): throw CommandFailure(problem)
        }
        await askForSweeps(of: repositories, store, at: base.time.now())
        let parts = ServiceStop(
            server: server, door: door, worker: worker, stops: stops, page: page, hub: hub,
            redelivery: redelivery(base, store), status: base.signIn.isSomebody ? StatusDesk(desk: desk) : nil,
            repositories: repositories)
        await serve(until: parts, base, manager)
        return .succeeded
    }

    /// What ends with the service.
    private struct ServiceStop: Sendable {
        let server: HTTPServer
        let door: ServiceDoor
        let worker: Worker
        let stops: StopSwitch
        let page: PageDoor
        let hub: StreamHub
        /// Nil where the bot is no App: deliveries can't be asked for then.
        let redelivery: Redelivery?
        /// Nil where nobody is signed in.
        let status: StatusDesk?
        /// Those that the command line names.
        let repositories: [String]?
    }

    private func redelivery(_ base: Workshop, _ store: SQLiteStore) -> Redelivery? {
        guard case .app(let tokens) = base.signIn else { return nil }
        let console = context.console
        return Redelivery(tokens.hooks, store: store, time: base.time) { console.note($0) }
    }

    /// Works until a signal comes and what it has begun has ended.
    private func serve(until parts: ServiceStop, _ base: Workshop, _ manager: ServiceManager) async {
        let console = context.console
        let (stages, signals) = AsyncStream.makeStream(of: SignalWatch.Stage.self)
        let grace = base.settings.shutdownGrace
        let watch = SignalWatch(grace: grace) { stage in
            if stage == .overdue {
                console.note("Stopped; what was not ended goes on with the next start.")
                ExitStatus.interrupted.exitAtOnce()
            }
            signals.yield(stage)
        }
        defer { watch.cancel() }
        manager.tell("READY=1")
        await withTaskGroup(of: Void.self) { group in
            group.addTask {
                await withTaskGroup(of: Void.self) { helpers in
                    helpers.addTask { await parts.redelivery?.run() }
                    helpers.addTask { await parts.status?.run(parts.repositories) }
                    await parts.worker.run()
                    helpers.cancelAll()
                }
                signals.finish()
            }
            group.addTask { await parts.page.run() }
            group.addTask { await parts.hub.run() }
            for await stage in stages {
                switch stage {
                case .asked:
                    console.note(
                        "Stopping: nothing new starts; \(parts.stops.count) runs at work wait for their paid calls, at "
                            + "most \(grace.milliseconds / 1000) s. A second signal stops at once.")
                    manager.tell("STOPPING=1")
                    parts.door.close()
                    parts.page.close()
                    await parts.worker.stop()
                    parts.stops.stop(reason: "stopped by a signal", force: false)
                    group.addTask { await parts.server.drain(within: Self.lastRequests) }
                case .forced: parts.stops.stop(reason: "stopped by a signal, without waiting", force: true)
                case .overdue: break
                }
            }
            parts.page.close()
            group.cancelAll()
        }
        console.note("Stopped.")
    }

    /// What was sent while nobody listened is found by looking at what is labelled now.
    private func askForSweeps(of named: [String]?, _ store: SQLiteStore, at time: Timestamp) async {
        do {
            let repositories = if let named { named } else { try await store.toldRepositories() }
            try await store.ask(for: repositories.map { AttentionPlace(repository: $0) }, at: time)
        } catch {
            context.console.failure("Labelled issues are not looked for: \(error)")
        }
    }

    private func secret() throws(CommandFailure) -> String {
        // A secret set from a file often ends in a line break.
        let secret = (context.environment["BOT_WEBHOOK_SECRET"] ?? "").split(whereSeparator: \.isNewline).joined()
        guard !secret.isEmpty else {
            throw CommandFailure(
                "BOT_WEBHOOK_SECRET is not set. Without a secret anybody could send deliveries: set it to the one that "
                    + "stands in the webhook's settings on GitHub.", status: .invalid)
        }
        return secret
    }

    /// Nil for whichever sends.
    private func repositories() throws(UsageError) -> [String]? {
        guard let text = context.arguments[.repositories] else { return nil }
        let names = text.split { $0 == "," || $0 == " " }.map(String.init)
        if let name = names.first(where: { !IssueIdentity.isRepository($0) }) ?? (names.isEmpty ? text : nil) {
            throw UsageError(
                "--repo takes repositories as OWNER/NAME, not '\(PlainText.line(name, limit: 60))'.", command: "serve")
        }
        return names
    }

    private func listen(_ manager: ServiceManager) throws -> ListeningSocket {
        if let descriptor = manager.socket { return try ListeningSocket(inherited: descriptor) }
        let text = context.arguments[.listen] ?? Self.defaultAddress
        guard let address = ServerAddress(text) else {
            throw UsageError(
                "--listen takes an address and a port, as \(Self.defaultAddress), not '\(PlainText.line(text, limit: 60))'.",
                command: "serve")
        }
        do throws(ServerError) { return try ListeningSocket(address) } catch {
            throw CommandFailure(error.description)
        }
    }
}
