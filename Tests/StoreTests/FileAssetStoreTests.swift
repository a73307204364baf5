import Core
import Crypto
import Foundation
import Store
import TestSupport
import Testing

@Suite struct FileAssetStoreTests {
    private let folder: TemporaryFolder
    private let store: FileAssetStore
    private let bytes = (0..<100_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }

    init() throws {
        folder = try TemporaryFolder()
        store = FileAssetStore(in: folder.path)
    }

    private func files() throws -> [String] {
        try FileManager.default.subpathsOfDirectory(atPath: folder.path).filter {
            !$0.hasPrefix(".") && $0.split(separator: "/").count == 3
        }
    }

    @Test func itSaysHowMuchRoomThereIs() throws {
        #expect(try #require(FileAssetStore(in: folder.path).room()) > 0)
        #expect(FileAssetStore(in: folder.path("not/there")).room() == nil)
    }

    @Test func bytesAreKeptOnceUnderTheirHash() async throws {
        let digest = try await store.put(bytes)
        #expect(try await store.put(bytes) == digest)
        #expect(digest == SHA256.digest(of: bytes))
        #expect(try files() == ["objects/\(digest.hex.prefix(2))/\(digest)"])
        #expect(store.path(of: digest) == folder.path + "/objects/\(digest.hex.prefix(2))/\(digest)")
        #expect(try await FileAssetStore(in: folder.path).read(digest) == bytes)
    }

    @Test func aFileIsMovedToWhereItsBytesWouldBe() async throws {
        let digest = SHA256.digest(of: bytes)
        for round in 1...2 {
            let path = try folder.write(bytes, to: "film.mp4")
            #expect(try await store.take(file: path) == digest, "\(round)")
            #expect(!FileManager.default.fileExists(atPath: path))
            #expect(try await store.read(digest) == bytes)
        }
        #expect(try files() == ["objects/\(digest.hex.prefix(2))/\(digest)"])
        // An altered one is made good by a file as well.
        try Data([1, 2, 3]).write(to: URL(fileURLWithPath: try #require(store.path(of: digest))))
        _ = try await store.take(file: try folder.write(bytes, to: "film.mp4"))
        #expect(try await store.read(digest) == bytes)
    }

    @Test func aFileThatCannotBeKeptStaysWhereItIs() async throws {
        let blocked = try folder.write("x", to: "state")
        let film = try folder.write(bytes, to: "film.mp4")
        await #expect(throws: AssetStoreError.self) { try await FileAssetStore(in: blocked).take(file: film) }
        #expect(FileManager.default.fileExists(atPath: film))
        await #expect(throws: AssetStoreError.self) { try await store.take(file: folder.path("no.mp4")) }
    }

    @Test func emptyFileIsAFileToo() async throws {
        let digest = try await store.put([])
        #expect(try await store.read(digest) == [])
    }

    @Test func whatWasNeverKeptIsMissing() async throws {
        let digest = SHA256.digest(of: "nothing")
        #expect(store.path(of: digest) == nil)
        await #expect(throws: AssetStoreError.missing(digest)) { try await store.read(digest) }
    }

    @Test func alteredFileIsNoticedAndMadeGoodByKeepingItAgain() async throws {
        let digest = try await store.put(bytes)
        let path = try #require(store.path(of: digest))
        try Data([1, 2, 3]).write(to: URL(fileURLWithPath: path))
        await #expect(throws: AssetStoreError.damaged(digest, path: path)) { try await store.read(digest) }
        _ = try await store.put(bytes)
        #expect(try await store.read(digest) == bytes)
        #expect(try files().count == 1)
    }

    @Test func sameBytesFromSeveralStoresAtOnceGiveOneFile() async throws {
        let (path, bytes) = (folder.path, bytes)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<6 { group.addTask { _ = try await FileAssetStore(in: path).put(bytes) } }
            try await group.waitForAll()
        }
        #expect(try files().count == 1)
    }

    @Test func placeThatCannotBeWrittenIsReported() async throws {
        let blocked = try folder.write("x", to: "state")
        let error = await #expect(throws: AssetStoreError.self) { try await FileAssetStore(in: blocked).put(bytes) }
        guard case .storage(_, let hint)? = error else { return #expect(Bool(false), "\(String(describing: error))") }
        #expect(hint.contains("--state"))
    }
}
