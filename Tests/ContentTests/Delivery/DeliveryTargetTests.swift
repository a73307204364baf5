import Content
import Core
import Foundation
import GitStore
import TestSupport
import Testing

/// What holds for every place that a run can be delivered to.
@Suite struct DeliveryTargetTests {
    enum Kind: CaseIterable { case folder, repository }

    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func target(_ kind: Kind) async throws -> any DeliveryTarget {
        switch kind {
        case .folder: return FolderTarget(folder: folder.path("out"))
        case .repository:
            _ = try await git("init", "-q", "--bare", "-b", "main", folder.path("out"))
            return CommitTarget.bare(at: folder.path("out"), cache: folder.path("cache"))
        }
    }

    private func git(_ arguments: String...) async throws -> CommandResult {
        try await Command("git", ["-c", "safe.directory=*", "-c", "core.quotepath=off"] + arguments).run()
    }

    private func parcel(_ files: [Parcel.File]) -> Parcel {
        Parcel(
            run: AgentBench.run, issue: .file(path: "/somewhere/posters.md"), subject: "Add 1 picture: Posters",
            files: files, time: AgentBench.createdAt)
    }

    /// The delivered paths with what they hold.
    private func delivered(_ kind: Kind) async throws -> [String: String] {
        var found: [String: String] = [:]
        switch kind {
        case .folder:
            let names = FileManager.default.enumerator(atPath: folder.path("out"))?.compactMap { $0 as? String } ?? []
            for name in names {
                let path = folder.path("out/\(name)")
                guard let data = FileManager.default.contents(atPath: path) else { continue }
                found[name] = String(decoding: data, as: UTF8.self)
            }
        case .repository:
            let names = try await git("-C", folder.path("out"), "ls-tree", "-r", "--name-only", "showrunner/posters")
            for name in names.lines {
                found[name] = try await git("-C", folder.path("out"), "show", "showrunner/posters:\(name)").text
            }
        }
        return found
    }

    @Test(arguments: Kind.allCases)
    func filesAndTextsArrive(kind: Kind) async throws {
        let source = try folder.write("picture", to: "state/object")
        let target = try await target(kind)
        let made = try await target.deliver(
            parcel([
                Parcel.File(path: "assets/a b/ü.png", content: .file(path: source)),
                Parcel.File(path: "assets/a b/ü.json", content: .text("{}")),
            ]))
        #expect(made.folder == folder.path("out"))
        let found = try await delivered(kind)
        #expect(Set(found.values) == ["picture", "{}"])
        #expect(found.count == 2)
    }

    @Test(arguments: Kind.allCases)
    func deliveringTwiceLeavesOneDelivery(kind: Kind) async throws {
        let target = try await target(kind)
        let parcel = parcel([Parcel.File(path: "a/b.txt", content: .text("one"))])
        let first = try await target.deliver(parcel)
        #expect(try await target.deliver(parcel) == first)
        #expect(try await delivered(kind) == ["a/b.txt": "one"])
        if kind == .repository {
            let count = try await git("-C", folder.path("out"), "rev-list", "--count", "showrunner/posters")
            #expect(count.lines == ["1"])
        }
    }

    @Test(arguments: Kind.allCases)
    func aFileThatIsNotThereStopsTheWholeDelivery(kind: Kind) async throws {
        let target = try await target(kind)
        await #expect(throws: TaskFailure.self) {
            try await target.deliver(
                parcel([
                    Parcel.File(path: "a/first.txt", content: .text("one")),
                    Parcel.File(path: "a/second.png", content: .file(path: folder.path("gone"))),
                ]))
        }
        #expect(try await delivered(kind).isEmpty)
    }

    @Test(
        arguments: Kind.allCases,
        [
            "../escape.txt", "/tmp/absolute.txt", "a/../../b", "", "a//b", "a/.git/hooks/x", ".GIT/config", "a\u{0}b",
            "a/",
        ])
    func aHostilePathIsRefusedWithEverythingElse(kind: Kind, path: String) async throws {
        let target = try await target(kind)
        await #expect(throws: TaskFailure.self) {
            try await target.deliver(
                parcel([
                    Parcel.File(path: "good.txt", content: .text("one")),
                    Parcel.File(path: path, content: .text("two")),
                ]))
        }
        #expect(try await delivered(kind).isEmpty)
        #expect(!FileManager.default.fileExists(atPath: folder.path("escape.txt")))
    }

    @Test(arguments: Kind.allCases)
    func twoFilesOfOnePathAreRefused(kind: Kind) async throws {
        let target = try await target(kind)
        await #expect(throws: TaskFailure.self) {
            try await target.deliver(
                parcel([1, 2].map { Parcel.File(path: "same.txt", content: .text("\($0)")) }))
        }
        #expect(try await delivered(kind).isEmpty)
    }

    @Test(arguments: Kind.allCases)
    func aPlaceThatCannotBeWrittenIsForAPersonToMend(kind: Kind) async throws {
        let blocked = try folder.write("a file", to: "blocked")
        let target: any DeliveryTarget =
            switch kind {
            case .folder: FolderTarget(folder: blocked)
            case .repository: CommitTarget.bare(at: blocked, cache: folder.path("cache"))
            }
        let failure = await #expect(throws: TaskFailure.self) {
            try await target.deliver(parcel([Parcel.File(path: "a.txt", content: .text("one"))]))
        }
        #expect(failure?.kind == .needsPerson)
    }
}

extension CommitTarget {
    /// A delivery into a repository of this machine, on the branch `showrunner/posters`.
    static func bare(at path: String, cache: String) -> CommitTarget {
        let bot = GitIdentity(name: "Showrunner", email: "bot@example.org")
        return CommitTarget(
            deliverer: Deliverer(),
            terms: Terms(
                target: path, branch: "showrunner/posters", author: bot, committer: bot, credential: { nil },
                cacheFolder: cache))
    }
}
