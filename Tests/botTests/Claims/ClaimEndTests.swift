import Core
import Foundation
import TestSupport
import Testing

/// What a run leaves in the references once it was delivered, behind a real `git http-backend`.
@Suite(.serialized) struct ClaimEndTests {
    /// The objects that references lead to.
    private func objects(of references: [String], in scene: HostScene) async throws -> Set<String> {
        let lines = try await scene.hub.scene.gitLines(
            ["-C", scene.hub.repository, "rev-list", "--objects"] + references)
        return Set(lines.compactMap { $0.split(separator: " ").first.map(String.init) })
    }

    /// The blobs of what a host has made, those of the delivery and the others.
    private func made(
        by host: Int, in scene: HostScene
    ) async throws -> (delivered: Set<String>, attempts: Set<String>) {
        let objects = scene.hub.scene.path("host-\(host)/objects")
        var blobs: Set<String> = []
        for path in try FileManager.default.subpathsOfDirectory(atPath: objects)
        where path.split(separator: "/").count == 2 {
            blobs.formUnion(try await scene.hub.scene.gitLines(["hash-object", "\(objects)/\(path)"]))
        }
        let branches = try await self.objects(of: ["--branches"], in: scene)
        return (blobs.intersection(branches), blobs.subtracting(branches))
    }

    private static let references = ["refs/showrunner/issues/12", "refs/showrunner/ledger"]

    @Test func attemptsAreForgottenOnceTheRunIsDelivered() async throws {
        let scene = try await HostScene()
        let first = try await scene.start(host: 1).result()
        #expect([0, 3].contains(first.status), "\(first.errorText)")
        let (delivered, attempts) = try await made(by: 1, in: scene)
        #expect(delivered.count == 3 && !attempts.isEmpty)
        let left = try await objects(of: Self.references, in: scene)
        #expect(left.isDisjoint(with: attempts), "an attempt is still reachable")
        #expect(delivered.isSubset(of: left))
        let commits = try await scene.hub.scene.gitLines(
            ["-C", scene.hub.repository, "rev-list", "refs/showrunner/issues/12"])
        #expect(commits.count == 1)
        #expect(try await scene.note()["holder"] == nil)
        let bought = scene.paid.shop.received
        let spent = bought.values.reduce(0, +) * 40_000
        // An empty disk: the same request is known, and one more picture costs no more than itself.
        let same = try await scene.start(host: 2).result()
        #expect(same.errorText.contains("This request has been run"), "\(same.errorText)")
        #expect(scene.paid.shop.received == bought)
        scene.hub.standIn.edit(12, in: GitHubScene.name) { issue in
            issue.body = PaidScene.form.replacingOccurrences(of: "### Count\n\n3", with: "### Count\n\n4")
        }
        let again = try await scene.start(host: 3).result()
        #expect([0, 3].contains(again.status), "\(again.errorText)")
        let fresh = scene.paid.shop.received.filter { bought[$0.key] == nil }
        #expect(bought.allSatisfy { scene.paid.shop.received[$0.key] == $0.value }, "nothing is bought twice")
        #expect((1...2).contains(fresh.values.reduce(0, +)), "one more picture, in one or two attempts: \(fresh)")
        // And the account is whole.
        let lines = try await scene.ledger()
        let booked = lines.compactMap { $0["booked"]?.object?.values.compactMap(\.integer).reduce(0, +) }
        #expect(lines.count == 2 && booked.reduce(0, +) == spent + fresh.values.reduce(0, +) * 40_000)
        #expect(lines.allSatisfy { $0["person"]?.string?.isEmpty == false && $0["reserved"] == 0 })
        #expect(try await objects(of: Self.references, in: scene).isDisjoint(with: attempts))
        let damage = try await scene.hub.scene.git("-C", scene.hub.repository, "fsck", "--connectivity-only")
        #expect(damage.status == 0, "\(damage.errorText)")
    }

    @Test func aServerThatKeepsEverythingKeepsTheAttemptsInThePastAlone() async throws {
        let scene = try await HostScene()
        try await scene.hub.refuseNewBeginnings()
        let first = try await scene.start(host: 1).result()
        #expect([0, 3].contains(first.status), "\(first.errorText)")
        let (delivered, attempts) = try await made(by: 1, in: scene)
        let tip = try await objects(of: ["--no-walk"] + Self.references, in: scene)
        #expect(tip.isDisjoint(with: attempts) && delivered.isSubset(of: tip))
        #expect(try await !objects(of: Self.references, in: scene).isDisjoint(with: attempts))
        let bought = scene.paid.shop.received
        #expect(try await scene.finish(host: 2).status == first.status)
        #expect(scene.paid.shop.received == bought)
    }

    /// Without a delivery nothing is chosen: what was paid for stays for whoever mends what is wrong.
    @Test func whatWasNotDeliveredStays() async throws {
        let scene = try await HostScene()
        try await scene.hub.refusePushes(saying: "not now", to: "refs/heads/")
        let first = try await scene.start(host: 1).result()
        #expect(![0, 3].contains(first.status), "\(first.errorText)")
        let (delivered, attempts) = try await made(by: 1, in: scene)
        let left = try await objects(of: Self.references, in: scene)
        #expect(delivered.isEmpty && !attempts.isEmpty && attempts.isSubset(of: left))
    }
}
