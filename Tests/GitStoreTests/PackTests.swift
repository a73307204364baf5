import Core
import Foundation
import GitStore
import TestSupport
import Testing

/// What the real git makes of the packs that deliveries write.
@Suite struct PackTests {
    let test: TestRepository
    init() throws { test = try TestRepository() }

    @Test(arguments: [0, 1, 15, 16, 4096, 65_534, 65_535, 65_536, 131_070, 1 << 20, (1 << 20) + 7, 3_000_000])
    func storesContentOfAnyLength(length: Int) async throws {
        try await test.git("init", "-q", "--bare", "-b", "main", "target.git")
        var bits = SplitMix64(seed: UInt64(length))
        let noise = (0..<length).map { _ in UInt8.random(in: 0...255, using: &bits) }
        let path = try test.folder.write(noise, to: "noise")
        let text = Array(String(repeating: "text ", count: length / 5).utf8)
        let files = [
            DeliveryFile(path: "file", content: .file(path: path)),
            DeliveryFile(path: "bytes", content: .bytes(noise + [1])),
            DeliveryFile(path: "text", content: .bytes(text)),
        ]
        let receipt = try await Deliverer().deliver(test.request(to: test.folder.path("target.git"), files: files))
        #expect(try await test.damage(in: "target.git") == "")
        let folder = test.folder.path("target.git")
        let back = try await Command("git", ["-C", folder, "cat-file", "blob", "\(receipt.commit):file"]).run()
        #expect(back.output == noise)
        let other = try await Command("git", ["-C", folder, "cat-file", "blob", "\(receipt.commit):bytes"]).run()
        #expect(other.output == noise + [1])
        let words = try await Command("git", ["-C", folder, "cat-file", "blob", "\(receipt.commit):text"]).run()
        #expect(words.output == text)
    }

    @Test func writesOnePackAndNothingTwice() async throws {
        try await test.git("init", "-q", "--bare", "-b", "main", "target.git")
        let bytes = Array("the same".utf8)
        let files = (0..<5).map { DeliveryFile(path: "copy-\($0)", content: .bytes(bytes)) }
        _ = try await Deliverer().deliver(test.request(to: test.folder.path("target.git"), files: files))
        let other = try TestRepository(run: 2)
        _ = try await Deliverer().deliver(
            test.request(to: test.folder.path("target.git"), files: files, run: other.run))
        let counts = try await test.git("count-objects", "-v", in: "target.git")
        // A blob, a tree and a commit, then another commit: its tree is the first one's.
        #expect(counts.contains("in-pack: 4\n"))
        #expect(counts.contains("count: 0\n"))
        #expect(counts.contains("packs: 2\n"))
        #expect(counts.contains("garbage: 0\n"))
    }

    @Test(.enabled(if: getuid() == 0, "only root can mount a small disk"))
    func leavesNothingBehindOnAFullDisk() async throws {
        let disk = try test.folder.makeFolder("disk")
        let mount = try await Command("mount", ["-t", "tmpfs", "-o", "size=1m", "tmpfs", disk]).run()
        // A container may not allow it; then there is nothing to be seen here.
        guard mount.status == 0 else { return }
        do {
            try await test.git("init", "-q", "--bare", "-b", "main", "disk/target.git")
            let big = try test.folder.write([UInt8](repeating: 7, count: 3 << 20), to: "big")
            let files = [DeliveryFile(path: "big", content: .file(path: big))]
            let error = await #expect(throws: GitError.self) {
                try await Deliverer().deliver(test.request(to: test.folder.path("disk/target.git"), files: files))
            }
            #expect(error?.description.contains("the disk is full") == true)
            let left = try FileManager.default.contentsOfDirectory(atPath: disk + "/target.git/objects/pack")
            #expect(left.isEmpty)
        } catch {
            Issue.record(error)
        }
        _ = try await Command("umount", [disk]).run()
    }

    @Test func refusesAPipeRatherThanWaitForIt() async throws {
        try await test.git("init", "-q", "--bare", "-b", "main", "target.git")
        let pipe = test.folder.path("pipe")
        #expect(unsafe mkfifo(pipe, 0o600) == 0)
        let files = [DeliveryFile(path: "a", content: .file(path: pipe))]
        await #expect(throws: GitError.unreadableFile(path: pipe, reason: "it is not a plain file")) {
            try await Deliverer().deliver(test.request(to: test.folder.path("target.git"), files: files))
        }
    }
}
