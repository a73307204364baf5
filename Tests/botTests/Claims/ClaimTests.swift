import Core
import Foundation
import TestSupport
import Testing

/// The real binary on hosts with empty disks, with a real `git http-backend` between them.
@Suite(.serialized) struct ClaimTests {
    @Test func aSecondHostKnowsWhatTheFirstHasDone() async throws {
        let scene = try await HostScene()
        let first = try await scene.start(host: 1).result()
        #expect([0, 3].contains(first.status), "\(first.errorText)")
        let bought = scene.paid.shop.received
        let again = try await scene.finish(host: 2)
        #expect(again.status == first.status, "\(again.errorText)")
        #expect(again.errorText.contains("This request has been run"))
        #expect(scene.paid.shop.received == bought, "nothing is bought twice")
        #expect(try await PaidLedger(of: scene.paid).problems == [])
        #expect(try await scene.note()["holder"] == nil, "it was given up")
        let spent = Int64(bought.values.reduce(0, +)) * 40_000
        let lines = try await scene.ledger()
        #expect(lines.count == 1)
        let booked = lines.first?["booked"]?.object?.values.compactMap(\.integer).reduce(0, +)
        #expect(booked == Int(spent) && lines.first?["reserved"] == 0)
        #expect(scene.hub.comments.count == 1)
        #expect(try await scene.hub.commits().count == 1)
    }

    @Test(arguments: [Instant.Stage.arrived, .done, .halfAnswered, .answered])
    func aJobThatDiedWhilePayingIsTakenUpByTheNext(stage: Instant.Stage) async throws {
        let scene = try await HostScene(unknownOutcome: "ask")
        let watch = PaidKill(stage)
        scene.hub.standIn.watch { await watch.pass($0, $1) }
        let running = try scene.start(host: 1, attempt: 1)
        watch.aim(at: running)
        #expect(await running.result().status == 128 + SIGKILL)
        scene.hub.standIn.watch(nil)
        let before = scene.paid.shop.received
        #expect(try await scene.note()["holder"] != nil)
        let result = try await scene.finish(host: 2, attempt: 2)
        #expect([0, 3].contains(result.status), "\(result.errorText)")
        let ledger = try await PaidLedger(of: scene.paid)
        #expect(ledger.problems == [])
        #expect(ledger.unknown >= 1, "the call in flight is listed")
        #expect(before.allSatisfy { scene.paid.shop.received[$0.key, default: 0] >= $0.value })
        #expect(try await scene.hub.scene.bot("replay", "last").status == 0)
        #expect(scene.hub.comments.count == 1)
        #expect(try await scene.hub.commits().count == 1)
    }

    @Test func twoJobsAtOnceMakeOneRun() async throws {
        let scene = try await HostScene()
        async let first = scene.start(host: 1).result()
        async let second = scene.start(host: 2).result()
        let results = try await [first, second]
        #expect(results.contains { [0, 3].contains($0.status) }, "\(results.map(\.errorText))")
        for result in results where ![0, 3].contains(result.status) {
            #expect(
                result.status == 1 && result.errorText.contains("is at work on octo/assets#12"), "\(result.errorText)")
        }
        let bought = scene.paid.shop.received
        #expect(bought.values.allSatisfy { $0 == 1 }, "nothing is bought twice: \(bought)")
        #expect([0, 3].contains(try await scene.finish(host: 3).status))
        #expect(scene.paid.shop.received == bought)
        let ledger = try await PaidLedger(of: scene.paid)
        #expect(ledger.problems == [] && ledger.unknown == 0)
        #expect(scene.hub.comments.count == 1)
        #expect(try await scene.hub.commits().count == 1)
        #expect(try await scene.ledger().count == 1)
    }

    @Test func aClaimThatNobodyRenewsRunsOut() async throws {
        let scene = try await HostScene()
        let watch = PaidKill(.done)
        scene.hub.standIn.watch { await watch.pass($0, $1) }
        let running = try scene.start(host: 1)
        watch.aim(at: running)
        #expect(await running.result().status == 128 + SIGKILL)
        scene.hub.standIn.watch(nil)
        let result = try await scene.finish(host: 2)
        #expect([0, 3].contains(result.status), "\(result.errorText)")
        let ledger = try await PaidLedger(of: scene.paid)
        #expect(ledger.problems == [] && ledger.unknown >= 1)
    }

    /// A job that stood still for longer than its lease, and then goes on as if nothing had happened.
    ///
    /// It has said on the issue that it is at work before it stands still: between looking for a comment and making one nobody could
    /// tell it that another has done so.
    @Test func aHolderThatWasTakenForDeadBuysNothingMore() async throws {
        let scene = try await HostScene()
        let (gate, hasCome, isTold) = (Latch(), Latch(), Latch())
        scene.hub.standIn.watch { request, carryOut in
            if request.method == "POST", request.path.hasSuffix("/comments") {
                let reply = await carryOut()
                isTold.open()
                return reply
            }
            guard request.path.hasPrefix("/v1/") else { return await carryOut() }
            await isTold.pass()
            hasCome.open()
            await gate.pass()
            return await carryOut()
        }
        let sleeper = try scene.start(host: 1)
        await hasCome.pass()
        sleeper.send(signal: SIGSTOP)
        scene.hub.standIn.watch(nil)
        let result = try await scene.finish(host: 2)
        #expect([0, 3].contains(result.status), "\(result.errorText)")
        let other = try await scene.hub.scene.git("-C", scene.hub.repository, "rev-parse", "refs/showrunner/issues/12")
        let bought = scene.paid.shop.received
        sleeper.send(signal: SIGCONT)
        gate.open()
        let late = await sleeper.result()
        #expect(late.status == 1)
        #expect(late.errorText.contains("has taken over octo/assets#12"), "\(late.errorText)")
        for (order, count) in scene.paid.shop.received {
            // What it had asked for before it stood still is answered now; it is listed as unknown.
            #expect(count <= (bought[order] ?? 0) + 1)
        }
        let now = try await scene.hub.scene.git("-C", scene.hub.repository, "rev-parse", "refs/showrunner/issues/12")
        #expect(now.text == other.text, "it has changed nothing")
        #expect(scene.hub.comments.count == 1)
        let ledger = try await PaidLedger(of: scene.paid)
        #expect(ledger.problems == [])
        // What it knew has gone another way, and gives way to what the other host has done.
        let after = scene.paid.shop.received
        let again = try await scene.start(host: 1).result()
        #expect(again.status == result.status, "\(again.errorText)")
        let replay = try await scene.hub.scene.bot("replay", "last", environment: scene.environment(host: 1))
        #expect(replay.status == 0, "\(replay.text)\(replay.errorText)")
        let doctor = try await scene.hub.scene.bot(
            "doctor",
            environment: scene.environment(host: 1).merging(["GITHUB_REPOSITORY": GitHubScene.name]) { $1 })
        #expect(doctor.text.contains("ok   history: ") && !doctor.text.contains("BAD  history"), "\(doctor.text)")
        #expect(doctor.text.contains("ok   claims: "), "\(doctor.text)")
        #expect(scene.paid.shop.received == after)
    }

    @Test func twoHostsCanNotOverspendTheRepositorysBudgetTogether() async throws {
        let scene = try await HostScene(settings: "budgets: {repository: 0.2}\n")
        scene.hub.standIn.put(
            StandInIssue(13, title: "Others", body: PaidScene.form, labels: ["generate"]), in: GitHubScene.name)
        async let first = scene.start(issue: 12, host: 1).result()
        async let second = scene.start(issue: 13, host: 2).result()
        let results = try await [first, second]
        #expect(results.allSatisfy { [0, 3, 4].contains($0.status) }, "\(results.map(\.errorText))")
        #expect(results.contains { $0.status == 4 }, "eight pictures are wanted, and five can be paid for")
        #expect(scene.paid.shop.made.values.reduce(0, +) == 5)
        let lines = try await scene.ledger()
        let booked = lines.flatMap { $0["booked"]?.object?.values.compactMap(\.integer) ?? [] }.reduce(0, +)
        #expect(lines.count == 2 && booked == 200_000 && lines.allSatisfy { $0["reserved"] == 0 })
        // A third host with an empty disk and an issue of its own gets nothing more.
        scene.hub.standIn.put(
            StandInIssue(14, title: "More", body: PaidScene.form, labels: ["generate"]), in: GitHubScene.name)
        let third = try await scene.start(issue: 14, host: 3).result()
        #expect(third.status == 4, "\(third.errorText)")
        #expect(scene.paid.shop.made.values.reduce(0, +) == 5)
    }

    @Test func aCommentIsHeardByAHostThatDidNotAsk() async throws {
        let form = "### Prompt\n\nA red boat\n\n### Size\n\n96x96\n\n### Approval\n\ntrue\n\n### Threshold\n\n0\n"
        let scene = try await HostScene(form: form + "\n### Model\n\npainter\n")
        func poll(_ host: Int, _ words: [String]) async throws -> CommandResult {
            try await scene.hub.scene.command(
                ["poll", "octo/assets", "--once"] + words, scene.environment(host: host)
            ).run()
        }
        let begun = try await poll(1, ["--issue", "12"])
        #expect(begun.status == 0, "\(begun.errorText)")
        #expect(scene.hub.standIn.issue(12, in: GitHubScene.name)?.labels == ["generate", "showrunner:waiting"])
        let bought = scene.paid.shop.received
        #expect(bought.count == 1)
        #expect(try await poll(2, ["--issue", "12"]).status == 0)
        #expect(try await poll(3, []).status == 0)
        #expect(scene.paid.shop.received == bought)
        _ = scene.hub.standIn.addComment("/approve", by: StandInAccount("maintainer"), to: 12, in: GitHubScene.name)
        let approved = try await poll(4, [])
        #expect(approved.status == 0, "\(approved.errorText)")
        #expect(scene.hub.standIn.issue(12, in: GitHubScene.name)?.labels == ["generate", "showrunner:done"])
        #expect(try await scene.hub.commits().count == 1)
        #expect(try await poll(5, []).status == 0)
        #expect(scene.paid.shop.received == bought)
        #expect(scene.hub.comments.count { $0.body.contains("showrunner:run:") } == 1)
        #expect(try await scene.note()["holder"] == nil)
    }
}
