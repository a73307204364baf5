import Foundation
import GitStore
import TestSupport
import Testing

/// Deliveries over HTTP to the real `git http-backend`.
@Suite struct HTTPPushTests {
    let test: TestRepository
    let deliverer = Deliverer()

    init() throws { test = try TestRepository() }

    @Test func pushesFromAShallowCloneWithAToken() async throws {
        try await test.makeRemote()
        let server = try GitHTTPBackend(
            root: test.folder.path, authorization: GitHTTPBackend.basic("x-access-token", "secret-7")
        ).serve()
        try await test.git("clone", "-q", "--depth", "1", "file://\(test.folder.path("remote.git"))", "clone")
        try await test.git("remote", "set-url", "origin", "\(server.url)/remote.git", in: "clone")
        let request = try test.request(to: test.folder.path("clone"), credential: GitCredential(token: "secret-7"))
        let receipt = try await deliverer.deliver(request)
        #expect(receipt.pushedTo == "\(server.url)/remote.git")
        #expect(try await tip() == receipt.commit.description)
        #expect(try await test.damage(in: "remote.git") == "")
        #expect(try await test.damage(in: "clone") == "")
    }

    @Test func aTokenOfOneServiceIsNeverSentToAnothersServer() async throws {
        try await test.makeRemote()
        let server = try GitHTTPBackend(
            root: test.folder.path, authorization: GitHTTPBackend.basic("x-access-token", "secret-7")
        ).serve()
        let credential = GitCredential(token: "secret-7", hosts: ["github.com"])
        let request = try test.request(to: "\(server.url)/remote.git", credential: credential)
        await #expect(throws: GitError.unauthorised(remote: "\(server.url)/remote.git")) {
            try await deliverer.deliver(request)
        }
    }

    @Test func deliversToAnAddressWithATokenInItAndKeepsItSecret() async throws {
        try await test.makeRemote()
        let server = try GitHTTPBackend(
            root: test.folder.path, authorization: GitHTTPBackend.basic("someone", "secret-7")
        ).serve()
        let address = "http://someone:secret-7@127.0.0.1:\(server.port)/remote.git"
        let receipt = try await deliverer.deliver(test.request(to: address))
        #expect(receipt.pushedTo == "\(server.url)/remote.git")
        #expect(try await tip() == receipt.commit.description)
        let found = try await Command("grep", ["-r", "secret-7", test.folder.path("cache")]).run()
        #expect(found.text == "")
        #expect(found.status == 1)
    }

    @Test(arguments: [false, true]) func sendsTheHeaderThatCheckoutLeavesInTheConfiguration(isIncluded: Bool)
        async throws
    {
        let remote = try await test.makeRemote()
        let authorization = "basic" + GitHTTPBackend.basic("x-access-token", "from-checkout").dropFirst(5)
        let server = try GitHTTPBackend(root: test.folder.path, authorization: authorization).serve()
        try await test.git("clone", "-q", "--depth", "1", "file://\(remote)", "clone")
        try await test.git("remote", "set-url", "origin", "\(server.url)/remote.git", in: "clone")
        let name = "http.\(server.url)/.extraheader"
        let value = "AUTHORIZATION: " + authorization
        if isIncluded {
            // As newer versions do: outside the clone, included where the repository's folder matches.
            try await test.git("config", "--file", test.folder.path("credentials.config"), name, value)
            try await test.git(
                "config", "includeIf.gitdir:\(test.folder.path("clone/.git")).path",
                test.folder.path("credentials.config"), in: "clone")
        } else {
            try await test.git("config", name, value, in: "clone")
        }
        let error = await #expect(throws: GitError.self) {
            try await deliverer.deliver(
                test.request(to: test.folder.path("clone"), credential: GitCredential(token: "x")))
        }
        #expect(error == .unauthorised(remote: "\(server.url)/remote.git"))
        _ = try await deliverer.deliver(test.request(to: test.folder.path("clone")))
    }

    @Test func fetchesOnlyWhatItNeeds() async throws {
        try await test.makeRemote()
        try await test.git("config", "uploadpack.allowFilter", "true", in: "remote.git")
        let server = try GitHTTPBackend(root: test.folder.path).serve()
        let receipt = try await deliverer.deliver(test.request(to: "\(server.url)/remote.git"))
        #expect(try await tip() == receipt.commit.description)
        let asked = try #require(server.requests.first { $0.path.hasSuffix("/git-upload-pack") })
        #expect(asked.text.contains("filter blob:none"))
        #expect(asked.text.contains("deepen 1"))
        #expect(try await test.damage(in: "remote.git") == "")
    }

    @Test(arguments: [
        (401, "refused the sign-in"), (403, "contents: write"), (404, "was not found"),
        (413, "takes no push of this size"),
        (500, "status 500"), (418, "status 418"),
    ])
    func tellsWhatAStatusMeans(status: Int, words: String) async throws {
        let remote = try await test.makeRemote()
        let backend = GitHTTPBackend(root: test.folder.path)
        let server = try LoopbackServer { request in
            request.target.contains("receive-pack")
                ? LoopbackReply(status, "no") : await backend.answer(request)
        }
        let before = try await test.git("for-each-ref", in: "remote.git")
        let error = await #expect(throws: GitError.self) {
            try await deliverer.deliver(
                test.request(to: "\(server.url)/remote.git", credential: GitCredential(token: "secret-7")))
        }
        let text = try #require(error?.description)
        #expect(text.contains(words))
        #expect(!text.contains("secret-7"))
        #expect(
            try await test.git("for-each-ref", in: remote.split(separator: "/").last.map(String.init) ?? "") == before)
    }

    @Test func findsTheCommitOfAPushWhoseAnswerWasLost() async throws {
        try await test.makeRemote()
        let backend = GitHTTPBackend(root: test.folder.path)
        let lossy = try LoopbackServer { request in
            let reply = await backend.answer(request)
            return request.path.hasSuffix("/git-receive-pack") ? .hangUp : reply
        }
        let request = try test.request(to: "\(lossy.url)/remote.git")
        _ = try? await deliverer.deliver(request)  // Its answer is lost; what it did is not.
        let again = try await deliverer.deliver(request)
        #expect(again.alreadyThere)
        #expect(try await tip() == again.commit.description)
        #expect(try await test.git("rev-list", "--count", "showrunner/issue-12", in: "remote.git") == "3")
    }

    @Test func doesNotCarryATokenToAnotherServer() async throws {
        try await test.makeRemote()
        let other = try GitHTTPBackend(root: test.folder.path).serve()
        let first = try LoopbackServer { request in
            LoopbackReply(302, headers: [("Location", other.url + request.target)])
        }
        _ = try await deliverer.deliver(
            test.request(to: "\(first.url)/remote.git", credential: GitCredential(token: "secret-7")))
        #expect(!first.requests.isEmpty)
        #expect(first.requests.allSatisfy { $0.header("Authorization") != nil })
        #expect(!other.requests.isEmpty)
        #expect(other.requests.allSatisfy { $0.header("Authorization") == nil })
    }

    @Test func saysThatAPageIsNoGitServer() async throws {
        let server = try LoopbackServer { _ in LoopbackReply(200, headers: [("Content-Type", "text/html")], "<html>") }
        let error = await #expect(throws: GitError.self) {
            try await deliverer.deliver(test.request(to: "\(server.url)/remote.git"))
        }
        #expect(error?.description.contains("text/html") == true)
    }

    @Test func refusesABrokenPackAndCommitsNothing() async throws {
        try await test.makeRemote()
        let backend = GitHTTPBackend(root: test.folder.path)
        let server = try LoopbackServer { request in
            var reply = await backend.answer(request)
            guard request.path.hasSuffix("/git-upload-pack"), case .bytes(var bytes) = reply.steps.first else {
                return reply
            }
            let middle = bytes.count - 40
            bytes[middle] ^= 0xff
            reply.steps = [.bytes(bytes)]
            return reply
        }
        let error = await #expect(throws: GitError.self) {
            try await deliverer.deliver(test.request(to: "\(server.url)/remote.git"))
        }
        #expect(error?.description.contains("pack is broken") == true)
        #expect(try await test.git("for-each-ref", "refs/heads/showrunner", in: "remote.git") == "")
    }

    @Test func refusesAFileThatGitHubWouldRefuseBeforeAskingIt() async throws {
        let path = try test.folder.write("", to: "huge.mp4")
        _ = unsafe truncate(path, 101 << 20)
        let files = [DeliveryFile(path: "huge.mp4", content: .file(path: path))]
        await #expect(throws: GitError.fileTooLarge(path: "huge.mp4", bytes: 101 << 20, limit: 100 << 20)) {
            try await deliverer.deliver(test.request(to: "https://github.com/octo/none", files: files))
        }
    }

    private func tip() async throws -> String {
        try await test.git("rev-parse", "refs/heads/showrunner/issue-12", in: "remote.git")
    }
}
