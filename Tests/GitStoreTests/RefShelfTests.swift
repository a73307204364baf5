import Core
import Foundation
import GitStore
import HTTP
import TestSupport
import Testing

/// Shared folders in references of a repository behind the real `git http-backend`, and of one on this machine.
@Suite struct RefShelfTests {
    private static let time = Timestamp(milliseconds: 1_700_000_000_000)
    let test: TestRepository

    init() throws { test = try TestRepository() }

    private func shelf(_ target: String, host: String) -> RefShelf {
        RefShelf(
            of: target, cachedIn: test.folder.path(host), http: HTTPClient(userAgent: "git/test"),
            signIn: { () async throws(SharedShelfError) in GitCredential(token: "secret-7") })
    }

    private func server() throws -> LoopbackServer {
        try GitHTTPBackend(
            root: test.folder.path, authorization: GitHTTPBackend.basic("x-access-token", "secret-7")
        ).serve()
    }

    private func change(
        _ name: String, from version: ShelfVersion?, _ puts: [String: String], removing removes: Set<String> = []
    ) -> ShelfChange {
        ShelfChange(
            name, from: version, puts: puts.mapValues { .bytes(Array($0.utf8)) }, removes: removes, note: "A test",
            at: Self.time)
    }

    private func version(_ outcome: ShelfOutcome, _ name: String) throws -> ShelfVersion {
        guard case .done(let versions) = outcome else { throw SharedShelfError.damaged(reason: "it was not moved") }
        return try #require(versions[name])
    }

    private func texts(of name: String, on shelf: RefShelf) async throws -> [String: String] {
        guard let tip = try await shelf.tips(under: "refs/showrunner/")[name] else { return [:] }
        var texts: [String: String] = [:]
        for (path, file) in try await shelf.files(at: tip) {
            texts[path] = String(decoding: try await shelf.content(of: file, atMost: 1_000), as: UTF8.self)
        }
        return texts
    }

    @Test(arguments: [true, false]) func oneOfTwoRacersMovesAFolder(overHTTP: Bool) async throws {
        let path = try await test.makeRemote()
        let server = overHTTP ? try server() : nil
        let target = server.map { "\($0.url)/remote.git" } ?? path
        let (one, other) = (shelf(target, host: "one"), shelf(target, host: "other"))
        let name = "refs/showrunner/issues/1"
        var last: ShelfVersion?
        for round in 0..<5 {
            let from = last
            async let first = one.swap([change(name, from: from, ["who.txt": "one", "round/\(round)": "x"])])
            async let second = other.swap([change(name, from: from, ["who.txt": "other", "round/\(round)": "x"])])
            let outcomes = try await [first, second]
            #expect(outcomes.count { $0 == .moved } == 1, "round \(round): \(outcomes)")
            let winner = outcomes[0] == .moved ? "other" : "one"
            last = try version(outcomes[0] == .moved ? outcomes[1] : outcomes[0], name)
            for shelf in [one, other] {
                let texts = try await texts(of: name, on: shelf)
                #expect(texts["who.txt"] == winner)
                #expect(texts.count == round + 2, "what was there stays")
            }
        }
        #expect(try await test.damage(in: "remote.git") == "")
        #expect(try await test.git("rev-list", "--count", name, in: "remote.git") == "5")
    }

    @Test(arguments: [true, false]) func severalFoldersMoveTogetherOrNotAtAll(isAtomic: Bool) async throws {
        try await test.makeRemote()
        try await test.git("config", "receive.advertiseAtomic", isAtomic ? "true" : "false", in: "remote.git")
        let server = try server()
        let (one, other) = (
            shelf("\(server.url)/remote.git", host: "one"), shelf("\(server.url)/remote.git", host: "other")
        )
        let (ledger, issue) = ("refs/showrunner/ledger", "refs/showrunner/issues/1")
        let outcome = try await one.swap([change(ledger, from: nil, ["a": "1"]), change(issue, from: nil, ["b": "1"])])
        let (ledgerTip, issueTip) = (try version(outcome, ledger), try version(outcome, issue))
        _ = try await other.swap([change(ledger, from: ledgerTip, ["a": "2"])])
        let late = try await one.swap([
            change(ledger, from: ledgerTip, ["a": "3"]), change(issue, from: issueTip, ["b": "3"]),
        ])
        #expect(late == .moved)
        #expect(try await texts(of: ledger, on: one) == ["a": "2"])
        #expect(try await texts(of: issue, on: one) == ["b": "1"])
        #expect(try await test.damage(in: "remote.git") == "")
    }

    @Test func filesComeAndGoAndAnEmptyFolderStays() async throws {
        let path = try await test.makeRemote()
        let (one, other) = (shelf(path, host: "one"), shelf(path, host: "other"))
        let name = "refs/showrunner/issues/1"
        try test.folder.write("from a file", to: "big")
        var first = change(name, from: nil, ["a/b/c": "1", "a/d": "2"])
        first.puts["e"] = .file(path: test.folder.path("big"))
        var tip = try version(try await one.swap([first]), name)
        #expect(try await texts(of: name, on: other) == ["a/b/c": "1", "a/d": "2", "e": "from a file"])
        tip = try version(try await other.swap([change(name, from: tip, [:], removing: ["a/b/c", "e"])]), name)
        #expect(try await texts(of: name, on: one) == ["a/d": "2"])
        _ = try await one.swap([change(name, from: tip, [:], removing: ["a/d"])])
        #expect(try await texts(of: name, on: other) == [:])
        #expect(try await test.damage(in: "remote.git") == "")
    }

    @Test(arguments: [true, false]) func aFolderThatBeginsAnewHasNoPast(overHTTP: Bool) async throws {
        let path = try await test.makeRemote()
        let server = overHTTP ? try server() : nil
        let target = server.map { "\($0.url)/remote.git" } ?? path
        let (one, other) = (shelf(target, host: "one"), shelf(target, host: "other"))
        let name = "refs/showrunner/issues/1"
        var tip = try version(try await one.swap([change(name, from: nil, ["a": "kept", "b/c": "dropped"])]), name)
        let dropped = try await test.git("rev-parse", "\(name):b/c", in: "remote.git")
        tip = try version(try await one.swap([change(name, from: tip, ["d": "also dropped"])]), name)
        let files = try await other.files(at: tip)
        var anew = ShelfChange(name, from: tip, note: "A test", at: Self.time, beginsAnew: true)
        anew.puts = ["x/a": .kept(try #require(files["a"])), "e": .bytes(Array("new".utf8))]
        // Of two that were read at the same place one is too late.
        let late = change(name, from: tip, ["f": "late"])
        _ = try version(try await other.swap([anew]), name)
        #expect(try await one.swap([late]) == .moved)
        for shelf in [one, other] { #expect(try await texts(of: name, on: shelf) == ["x/a": "kept", "e": "new"]) }
        #expect(try await test.git("rev-list", "--count", name, in: "remote.git") == "1")
        #expect(try await !test.git("rev-list", "--objects", name, in: "remote.git").contains(dropped))
        #expect(try await test.damage(in: "remote.git") == "")
    }

    @Test func aServerMayRefuseANewBeginning() async throws {
        let path = try await test.makeRemote()
        try await test.folder.write(
            program: "#!/bin/sh\n[ -n \"${2##0000*}\" ] || exit 0\ngit merge-base --is-ancestor \"$2\" \"$3\"\n",
            to: "remote.git/hooks/update")
        let one = shelf(path, host: "one")
        let name = "refs/showrunner/issues/1"
        let tip = try version(try await one.swap([change(name, from: nil, ["a": "1"])]), name)
        let anew = ShelfChange(
            name, from: tip, puts: ["b": .bytes([1])], note: "A test", at: Self.time, beginsAnew: true)
        let error = await #expect(throws: SharedShelfError.self) { try await one.swap([anew]) }
        guard case .refused? = error else {
            Testing.Issue.record("\(String(describing: error))")
            return
        }
        #expect(try await texts(of: name, on: one) == ["a": "1"])
    }

    /// The push is carried out, and its answer never comes.
    @Test func anAnswerThatWasLostIsFoundOut() async throws {
        try await test.makeRemote()
        let backend = GitHTTPBackend(root: test.folder.path)
        let server = try LoopbackServer { request in
            let reply = await backend.answer(request)
            return request.method == "POST" && request.path.hasSuffix("receive-pack") ? .hangUp : reply
        }
        let one = shelf("\(server.url)/remote.git", host: "one")
        let name = "refs/showrunner/issues/1"
        let tip = try version(try await one.swap([change(name, from: nil, ["a": "1"])]), name)
        #expect(try await one.tips(under: name) == [name: tip])
    }

    @Test func aRefusalIsToldInTheServersWords() async throws {
        let path = try await test.makeRemote()
        try await test.git("config", "receive.hideRefs", "refs/showrunner", in: "remote.git")
        let error = await #expect(throws: SharedShelfError.self) {
            try await shelf(path, host: "one").swap([change("refs/showrunner/issues/1", from: nil, ["a": "1"])])
        }
        guard case .refused(let reason)? = error else {
            Testing.Issue.record("\(String(describing: error))")
            return
        }
        #expect(reason.contains("hidden ref"))
    }

    @Test func aTokenWithoutTheRightIsRefused() async throws {
        try await test.makeRemote()
        let server = try LoopbackServer { _ in LoopbackReply(403, "Write access to repository not granted.") }
        let error = await #expect(throws: SharedShelfError.self) {
            try await shelf("\(server.url)/remote.git", host: "one").checkPushes()
        }
        guard case .refused(let reason)? = error else {
            Testing.Issue.record("\(String(describing: error))")
            return
        }
        #expect(reason.contains("not granted"))
    }
}
