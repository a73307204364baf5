import Core
import Crypto
import Foundation
import GitStore
import TestSupport
import Testing

/// Where the large files of a delivery go, by the kind of its remote.
@Suite struct LargeDeliveryTests {
    let test: TestRepository
    let deliverer = Deliverer()

    init() throws { test = try TestRepository() }

    private func film() throws -> [DeliveryFile] {
        let path = try test.folder.write(Array(repeating: 7, count: 5000), to: "made/film.mp4")
        return [DeliveryFile(path: "film.mp4", content: .file(path: path))]
    }

    private func refusesPush(_ request: DeliveryRequest, from server: LoopbackServer) async throws -> GitError? {
        let error = await #expect(throws: GitError.self) { try await deliverer.deliver(request) }
        #expect(!server.requests.contains { $0.path.hasSuffix("/git-receive-pack") })
        return error
    }

    @Test func pushesNothingWhereAPathIsLocked() async throws {
        try await test.makeRemote()
        let backend = GitHTTPBackend(root: test.folder.path)
        let server = try LoopbackServer { request in
            request.path == "/remote.git/info/lfs/locks/verify"
                ? .json(200, "{\"ours\": [], \"theirs\": [{\"path\": \"film.mp4\", \"owner\": {\"name\": \"mona\"}}]}")
                : await backend.answer(request)
        }
        let request = try test.request(to: "\(server.url)/remote.git", files: film(), largestPlainFile: 1000)
        let error = try await refusesPush(request, from: server)
        #expect(error == .locked(path: "film.mp4", by: "mona", since: ""))
        #expect(try await test.git("for-each-ref", "refs/heads/showrunner", in: "remote.git") == "")
    }

    @Test func pushesNothingWhereTheQuotaIsFull() async throws {
        try await test.makeRemote()
        let backend = GitHTTPBackend(root: test.folder.path)
        let server = try LoopbackServer { request in
            if request.path.hasSuffix("/locks/verify") { return LoopbackReply(404) }
            if request.path.hasSuffix("/objects/batch") {
                return .json(403, "{\"message\": \"This repository is over its data quota.\"}")
            }
            return await backend.answer(request)
        }
        let request = try test.request(to: "\(server.url)/remote.git", files: film(), largestPlainFile: 1000)
        guard case .largeFileQuota = try await refusesPush(request, from: server) else {
            Issue.record("not the quota")
            return
        }
    }

    @Test func signsInAsForThePush() async throws {
        try await test.makeRemote()
        let sign = GitHTTPBackend.basic("x-access-token", "secret-7")
        let backend = GitHTTPBackend(root: test.folder.path, authorization: sign)
        let server = try LoopbackServer { request in
            guard request.path.contains("/info/lfs/") else { return await backend.answer(request) }
            return LoopbackReply(request.header("Authorization") == sign ? 507 : 401)
        }
        let request = try test.request(
            to: "\(server.url)/remote.git", files: film(), credential: GitCredential(token: "secret-7"),
            largestPlainFile: 1000)
        guard case .largeFileQuota = try await refusesPush(request, from: server) else {
            Issue.record("not signed in")
            return
        }
    }

    @Test func doesNotSignInToAForeignServerOfLargeFiles() async throws {
        try await test.makeRemote()
        let sign = GitHTTPBackend.basic("x-access-token", "secret-7")
        let git = try GitHTTPBackend(root: test.folder.path, authorization: sign).serve()
        let foreign = try LoopbackServer { _ in LoopbackReply(401) }
        try test.folder.write("[lfs]\nurl = \(foreign.url)/x\n", to: "seed-remote.git/.lfsconfig")
        try await test.git("add", ".", in: "seed-remote.git")
        try await test.git("commit", "-q", "-m", "Elsewhere", in: "seed-remote.git")
        try await test.git("push", "-q", test.folder.path("remote.git"), "HEAD:main", in: "seed-remote.git")
        let request = try test.request(
            to: "\(git.url)/remote.git", files: film(), credential: GitCredential(token: "secret-7"),
            largestPlainFile: 1000)
        let error = try await refusesPush(request, from: git)
        #expect(error == .unauthorised(remote: "\(foreign.url)/x"))
        #expect(!foreign.requests.isEmpty)
        #expect(foreign.requests.allSatisfy { $0.header("Authorization") == nil })
    }

    @Test func aRepositoryWithoutARemoteKeepsLargeFilesInItsCommits() async throws {
        try await test.git("init", "-q", "--bare", "-b", "main", "alone.git")
        let receipt = try await deliverer.deliver(
            test.request(to: test.folder.path("alone.git"), files: film(), largestPlainFile: 1000))
        #expect(try await test.git("cat-file", "-s", "\(receipt.commit):film.mp4", in: "alone.git") == "5000")
    }

    @Test func aRemoteOnThisMachineKeepsWhatItsAttributesSayBesideItself() async throws {
        let remote = try await test.makeRemote()
        try test.folder.write("*.mp4 filter=lfs diff=lfs merge=lfs -text\n", to: "seed-remote.git/.gitattributes")
        try await test.git("add", ".", in: "seed-remote.git")
        try await test.git("commit", "-q", "-m", "Films", in: "seed-remote.git")
        try await test.git("push", "-q", remote, "HEAD:main", in: "seed-remote.git")
        let receipt = try await deliverer.deliver(test.request(to: "file://\(remote)", files: film()))
        let pointer = try await test.git("show", "\(receipt.commit):film.mp4", in: "remote.git")
        let name = SHA256.digest(of: [UInt8](repeating: 7, count: 5000)).hex
        #expect(pointer.contains("oid sha256:\(name)"))
        let path = "\(remote)/lfs/objects/\(name.prefix(2))/\(name.dropFirst(2).prefix(2))/\(name)"
        #expect(FileManager.default.contents(atPath: path) == Data(repeating: 7, count: 5000))
        let changed = try await test.git(
            "diff", "--stat", "main", "\(receipt.commit)", "--", ".gitattributes", in: "remote.git")
        #expect(changed == "")
    }

    @Test func anSSHRemoteSaysWhereItsLargeFilesGo() async throws {
        let remote = try await test.makeRemote()
        let server = try LoopbackServer { request in
            guard request.header("Authorization") == "RemoteAuth 1" else { return LoopbackReply(401) }
            return LoopbackReply(507)
        }
        let shell = try test.folder.write(
            """
            shift
            case "$1" in
            git-lfs-authenticate*" upload") echo '{"href": "\(server.url)/lfs", "header": {"Authorization": "RemoteAuth 1"}, "expires_in": 60}' ;;
            *) exec /bin/sh -c "$1" ;;
            esac
            """, to: "shell")
        let deliverer = Deliverer(programs: Programs(ssh: ["/bin/sh", shell]))
        let error = await #expect(throws: GitError.self) {
            try await deliverer.deliver(
                test.request(to: "ssh://git@host\(remote)", files: film(), largestPlainFile: 1000))
        }
        #expect(error?.description.contains("\(server.url)/lfs") == true, "\(String(describing: error))")
        guard case .largeFileQuota = error else {
            Issue.record("\(String(describing: error))")
            return
        }
    }

    @Test func aFileOverGitHubsLimitIsLargeRatherThanRefused() async throws {
        let path = try test.folder.write("", to: "huge.mp4")
        _ = unsafe truncate(path, 101 << 20)
        let server = try LoopbackServer { _ in LoopbackReply(404) }
        let files = [DeliveryFile(path: "huge.mp4", content: .file(path: path))]
        let request = try test.request(to: "\(server.url)/o/r", files: files, largestPlainFile: 10_000_000)
        await #expect(throws: GitError.notFound(remote: "\(server.url)/o/r")) { try await deliverer.deliver(request) }
    }
}
