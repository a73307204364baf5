import Core
import Crypto
import Foundation
import GitStore
import TestSupport
import Testing

/// Deliveries with large files to the real LFS server giftless.
@Suite(.enabled("giftless can't be had") { try await PythonServer.isAvailable(.giftless) }) struct GiftlessTests {
    let test: TestRepository
    let deliverer = Deliverer()

    init() throws { test = try TestRepository() }

    /// A bare remote whose seed says where the large files go, and a film in a file.
    private func prepare(_ giftless: Giftless) async throws -> (remote: String, film: Data, files: [DeliveryFile]) {
        try await test.makeRemote()
        try await test.git("config", "lfs.url", giftless.url(of: "octo/art"), in: "remote.git")
        let film = Data((0..<3_000_000).map { UInt8(truncatingIfNeeded: $0 &* 31 >> 3) })
        let path = try test.folder.write(Array(film), to: "made/film.mp4")
        let files = [
            DeliveryFile(path: "assets/issue-12/film.mp4", content: .file(path: path)),
            DeliveryFile(path: "assets/issue-12/film.json", content: .bytes(Array("{}\n".utf8))),
        ]
        return (test.folder.path("remote.git"), film, files)
    }

    @Test func sendsWhatIsLargeToTheServerAndCommitsAPointer() async throws {
        let giftless = try await Giftless()
        let (_, film, files) = try await prepare(giftless)
        let git = try GitHTTPBackend(root: test.folder.path).serve()
        try await test.git("clone", "-q", "\(git.url)/remote.git", "clone")
        try await test.git("config", "lfs.url", giftless.url(of: "octo/art"), in: "clone")
        let request = try test.request(to: test.folder.path("clone"), files: files, largestPlainFile: 1_000_000)
        let receipt = try await deliverer.deliver(request)
        let name = SHA256.digest(of: Array(film)).hex
        let pointer = try await test.git("show", "\(receipt.commit):assets/issue-12/film.mp4", in: "remote.git")
        #expect(
            pointer == "version https://git-lfs.github.com/spec/v1\noid sha256:\(name)\nsize 3000000")
        #expect(giftless.content("octo/art", name) == film)
        let attributes = try await test.git("show", "\(receipt.commit):.gitattributes", in: "remote.git")
        #expect(attributes == "/assets/issue-12/film.mp4 filter=lfs diff=lfs merge=lfs -text")
        #expect(try await test.git("show", "\(receipt.commit):assets/issue-12/film.json", in: "remote.git") == "{}")
        #expect(try await test.damage(in: "remote.git") == "")
    }

    @Test func sendsNothingTwice() async throws {
        let giftless = try await Giftless()
        let (_, _, files) = try await prepare(giftless)
        let git = try GitHTTPBackend(root: test.folder.path).serve()
        try await test.git("clone", "-q", "\(git.url)/remote.git", "clone")
        try await test.git("config", "lfs.url", giftless.url(of: "octo/art"), in: "clone")
        let first = try test.request(to: test.folder.path("clone"), files: files, largestPlainFile: 1_000_000)
        _ = try await deliverer.deliver(first)
        let before = giftless.stored("octo/art")
        #expect(before.count == 1)
        let again = try await deliverer.deliver(first)
        #expect(again.alreadyThere)
        let other = try TestRepository(run: 2).run
        let second = try test.request(
            to: test.folder.path("clone"), branch: "showrunner/issue-13", files: files, run: other,
            largestPlainFile: 1_000_000)
        let receipt = try await deliverer.deliver(second)
        #expect(!receipt.alreadyThere)
        #expect(giftless.stored("octo/art") == before)
    }

    @Test func honoursWhatTheRepositorySaysOfItsFiles() async throws {
        let giftless = try await Giftless()
        let (_, _, files) = try await prepare(giftless)
        try test.folder.write(
            "*.json filter=lfs diff=lfs merge=lfs -text\r\n*.mp4 -text", to: "seed-remote.git/.gitattributes")
        try test.folder.write("[lfs]\n\turl = \(giftless.url(of: "octo/art"))\n", to: "seed-remote.git/.lfsconfig")
        try await test.git("add", ".", in: "seed-remote.git")
        try await test.git("commit", "-q", "-m", "Attributes", in: "seed-remote.git")
        try await test.git("push", "-q", test.folder.path("remote.git"), "HEAD:main", in: "seed-remote.git")
        try await test.git("config", "uploadpack.allowFilter", "true", in: "remote.git")
        let git = try GitHTTPBackend(root: test.folder.path).serve()
        // To the address: the cache has no files of the base, and takes these two in.
        let request = try test.request(to: "\(git.url)/remote.git", files: files, largestPlainFile: 1_000_000)
        let receipt = try await deliverer.deliver(request)
        let attributes = try await test.git("show", "\(receipt.commit):.gitattributes", in: "remote.git")
        #expect(
            attributes == "*.json filter=lfs diff=lfs merge=lfs -text\r\n*.mp4 -text\n"
                + "/assets/issue-12/film.mp4 filter=lfs diff=lfs merge=lfs -text")
        let sidecar = try await test.git("show", "\(receipt.commit):assets/issue-12/film.json", in: "remote.git")
        #expect(sidecar.hasPrefix("version https://git-lfs.github.com/spec/v1\noid sha256:"))
        #expect(giftless.stored("octo/art").count == 2)
        #expect(try await test.damage(in: "remote.git") == "")
    }
}
