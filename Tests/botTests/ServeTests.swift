import Core
import Foundation
import TestSupport
import Testing

/// `bot serve` as a process: from the delivery to the comment, and what signals do to it.
@Suite(.serialized, .timeLimit(.minutes(5))) struct ServeTests {
    private func hub(size: String = "96x96", count: Int = 1) async throws -> GitHubScene {
        try await GitHubScene(
            issue: """
                ### Prompt\r\n\r\nA red boat\r\n\r\n### Size\r\n\r\n\(size)\r\n\r\n### Count\r\n\r\n\(count)\r\n\r\n\
                ### Attempts\r\n\r\n1\r\n\r\n### Threshold\r\n\r\n0\r\n
                """)
    }

    private func stop(_ service: ServeScene) async -> CommandResult {
        service.running.send(signal: SIGTERM)
        return await service.running.result()
    }

    @Test(arguments: [nil, "", "\n"]) func withoutASecretItDoesNotStart(secret: String?) async throws {
        let scene = try Scene(environment: secret.map { ["BOT_WEBHOOK_SECRET": $0] } ?? [:])
        let result = try await scene.bot("serve", "--listen", "127.0.0.1:0")
        #expect(result.status == 2)
        #expect(result.errorText.contains("BOT_WEBHOOK_SECRET"))
        #expect(!FileManager.default.fileExists(atPath: scene.path("state")), "and leaves nothing")
    }

    @Test(arguments: [
        ["--listen", "nowhere"], ["--listen", "127.0.0.1"], ["--repo", "octo"], ["--repo", "a/b,../c"],
    ])
    func wrongUsageIsSaid(words: [String]) async throws {
        let scene = try Scene(environment: ["BOT_WEBHOOK_SECRET": "s"])
        let result = try await scene.command(["serve"] + words).run()
        #expect(result.status == 2)
        #expect(result.errorText.contains(words[0]))
    }

    @Test func placeThatIsTakenIsSaid() async throws {
        let service = try await ServeScene(try await hub())
        let second = try await service.hub.scene.bot(
            "serve", "--listen", "127.0.0.1:\(service.port)", environment: ["BOT_WEBHOOK_SECRET": "s"])
        #expect(second.status == 1)
        #expect(second.errorText.contains("127.0.0.1:\(service.port)"))
        #expect(await stop(service).status == 0)
    }

    @Test func deliveryLeadsToARunAndARedeliveryToNone() async throws {
        let service = try await ServeScene(try await hub())
        #expect(try await service.deliver(guid: "delivery-1") == 202)
        #expect(try await service.reaches("succeeded"))
        #expect(try await service.deliver(guid: "delivery-1") == 200)
        // Others about the same issue find that what it asks for has been made.
        #expect(try await service.deliver("edited", guid: "delivery-2") == 202)
        #expect(try await service.deliver("created", event: "issue_comment", guid: "delivery-3") == 202)
        let result = await stop(service)
        #expect(result.status == 0, "\(result.errorText)")
        #expect(try await service.hub.scene.bot("history", "--json").jsonLines.count == 1)
        #expect(service.hub.comments.count == 1)
        #expect(try await service.hub.commits().count == 1)
        for secret in [ServeScene.secret, GitHubStandIn.token] {
            #expect(!result.errorText.contains(secret) && !result.text.contains(secret))
        }
    }

    @Test func closedIssueAndIssueWithoutTheLabelStartNothing() async throws {
        let hub = try await hub()
        var issue = try #require(hub.standIn.issue(12, in: GitHubScene.name))
        issue.labels = ["bug"]
        hub.standIn.put(issue, in: GitHubScene.name)
        let service = try await ServeScene(hub)
        #expect(try await service.deliver(guid: "delivery-1") == 202)
        #expect(await hub.seen { $0.path.hasSuffix("/issues/12") })
        let result = await stop(service)
        #expect(result.status == 0)
        #expect(try await hub.scene.bot("history", "--json").jsonLines.isEmpty)
        #expect(hub.comments.isEmpty)
    }

    @Test func whatWasLabelledWhileNobodyListenedIsFound() async throws {
        let service = try await ServeScene(try await hub(), "--repo", GitHubScene.name)
        #expect(try await service.reaches("succeeded"), "without a delivery")
        #expect(await stop(service).status == 0)
        #expect(try await service.hub.scene.bot("history", "--json").jsonLines.count == 1)
    }

    @Test func strangersLabelStartsNothing() async throws {
        let hub = try await hub()
        hub.standIn.label(12, "generate", by: StandInAccount("stranger"), in: GitHubScene.name)
        let service = try await ServeScene(hub)
        #expect(try await service.deliver(guid: "delivery-1") == 202)
        #expect(await hub.seen { $0.method == "POST" && $0.path.hasSuffix("/comments") })
        #expect(await stop(service).status == 0)
        #expect(try await hub.scene.bot("history", "--json").jsonLines.isEmpty)
    }

    @Test func pollingBesideItDoesNotStartTheRunTwice() async throws {
        let service = try await ServeScene(try await hub())
        async let polled = service.hub.scene.bot("poll", GitHubScene.name, "--once")
        #expect(try await service.deliver(guid: "delivery-1") == 202)
        #expect(try await service.deliver("opened", guid: "delivery-2") == 202)
        let result = try await polled
        #expect(result.status == 0, "\(result.errorText)")
        #expect(try await service.reaches("succeeded"))
        #expect(await stop(service).status == 0)
        #expect(try await service.hub.scene.bot("history", "--json").jsonLines.count == 1)
        #expect(try await service.hub.commits().count == 1)
    }

    @Test func invalidBriefIsAnsweredOnTheIssue() async throws {
        let hub = try await hub(size: "1x1")
        let service = try await ServeScene(hub)
        #expect(try await service.deliver(guid: "delivery-1") == 202)
        #expect(await hub.seen { $0.method == "POST" && $0.path.hasSuffix("/comments") })
        #expect(await stop(service).status == 0)
        #expect(hub.comments.count == 1)
    }

    @Test func runThatASignalStoppedGoesOnWithTheNextStart() async throws {
        let hub = try await hub(size: "2048x2048", count: 6)
        let first = try await ServeScene(hub)
        #expect(try await first.deliver(guid: "delivery-1") == 202)
        #expect(await first.running.says("run for"))
        let stopped = await stop(first)
        #expect(stopped.status == 0 || stopped.errorText.contains("goes on with the next start"))
        #expect(try await hub.scene.shown()["status"] != "succeeded")
        let second = try await ServeScene(hub)
        #expect(try await second.reaches("succeeded"), "without another delivery")
        #expect(await stop(second).status == 0)
        #expect(try await hub.scene.bot("history", "--json").jsonLines.count == 1)
        #expect(try await hub.scene.bot("replay", "last").status == 0)
    }

    @Test func cancellingARunLeavesTheServiceAtWork() async throws {
        let service = try await ServeScene(try await hub(size: "2048x2048", count: 6))
        #expect(try await service.deliver(guid: "delivery-1") == 202)
        #expect(await service.running.says("run for"))
        let cancelled = try await service.hub.scene.bot("cancel", "last", "--reason", "enough")
        #expect(cancelled.status == 0, "\(cancelled.errorText)")
        #expect(try await service.hub.scene.shown()["status"] == "cancelled")
        #expect(service.running.isRunning)
        #expect(await stop(service).status == 0)
    }

    @Test func killedProcessLosesNoDeliveryThatWasAcknowledged() async throws {
        let hub = try await hub()
        // GitHub gives no answer, so that the delivery can't have led to anything yet.
        let first = try await ServeScene(hub, environment: ["GITHUB_API_URL": "http://127.0.0.1:1"])
        #expect(try await first.deliver(guid: "delivery-1") == 202)
        first.running.send(signal: SIGKILL)
        _ = await first.running.result()
        let second = try await ServeScene(hub)
        #expect(try await second.reaches("succeeded"))
        #expect(await stop(second).status == 0)
    }

    @Test func serviceManagerIsToldAndItsSocketIsUsed() async throws {
        let hub = try await hub()
        let notices = try NoticeSocket(hub.scene.path("notify"))
        let listening = try ListeningDescriptor()
        // The socket is handed over as descriptor 3, with the number of the process that is meant.
        var command = hub.scene.command(
            [
                "-c", "LISTEN_PID=$$ LISTEN_FDS=1 exec \"$0\" serve 3<&\(listening.number)", BotProgram.path,
            ],
            ["BOT_WEBHOOK_SECRET": ServeScene.secret, "NOTIFY_SOCKET": notices.path])
        command.program = "bash"
        let running = try command.start()
        #expect(await notices.next() == "READY=1", "\(running.errorsSoFar)")
        let client = try LoopbackClient(port: listening.port)
        await client.send("GET /readyz HTTP/1.1\r\nHost: x\r\n\r\n")
        #expect(await client.reply()?.status == 200)
        running.send(signal: SIGTERM)
        #expect(await notices.next() == "STOPPING=1")
        #expect(await running.result().status == 0)
    }
}
