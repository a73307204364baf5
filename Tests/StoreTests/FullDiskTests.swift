import Core
import Foundation
import Store
import TestSupport
import Testing

@Suite(.enabled(if: SmallDisk.isPossible, "mounting a small disk takes root")) struct FullDiskTests {
    private let disk: SmallDisk
    private let noise = (0..<300_000).map { UInt8(truncatingIfNeeded: $0 &* $0 &* 31 &+ ($0 >> 7)) }

    init() throws { disk = try SmallDisk() }

    /// Leaves `free` bytes.
    private func fill(leaving free: Int) throws -> String {
        let path = disk.path + "/ballast"
        var status = statvfs()
        unsafe statvfs(disk.path, &status)
        let room = Int(status.f_bavail) * Int(status.f_bsize)
        try Data(count: max(0, room - free)).write(to: URL(fileURLWithPath: path))
        return path
    }

    @Test func logSaysSoLosesNothingAndGoesOnWhenThereIsRoom() async throws {
        let store = try SQLiteStore(in: disk.path)
        try await store.create(Samples.batch(1...1))
        let ballast = try fill(leaving: 32_768)
        let error = await #expect(throws: RunLogError.self) { try await store.append(Samples.batch(2...900)) }
        guard case .storage(_, let hint)? = error else { return #expect(Bool(false), "\(String(describing: error))") }
        #expect(hint.contains("Free some space"))
        #expect(try await store.events(of: Samples.run, after: 0).count == 1)
        try FileManager.default.removeItem(atPath: ballast)
        try await store.append(Samples.batch(2...900))
        #expect(try await store.integrityCheck() == [])
    }

    @Test func historyThatCannotBeMadeSaysSo() throws {
        _ = try fill(leaving: 0)
        let error = #expect(throws: RunLogError.self) { try SQLiteStore(in: disk.path + "/state") }
        #expect(error?.description.contains("Free some space") == true)
    }

    @Test func assetIsRefusedAndLeavesNoPiece() async throws {
        let store = FileAssetStore(in: disk.path)
        _ = try fill(leaving: 100_000)
        let error = await #expect(throws: AssetStoreError.self) { try await store.put(noise) }
        #expect(error?.description.contains("Free some space") == true)
        let pieces = try FileManager.default.subpathsOfDirectory(atPath: disk.path).filter { $0.contains(".part") }
        #expect(pieces.isEmpty)
    }
}
