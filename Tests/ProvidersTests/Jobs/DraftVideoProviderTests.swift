import Core
import Foundation
import Imaging
import Media
import Providers
import TestSupport
import Testing

/// Drafts of videos, made by ffmpeg without a network.
@Suite(.enabled(if: Clips.isThere)) struct DraftVideoProviderTests {
    private static let small = PixelSize(width: 128, height: 72)

    private func provider(_ bench: JobBench) throws -> any VideoProvider { try bench.video(DraftImageProvider.film) }

    private func made(_ request: VideoRequest) async throws -> [UInt8] {
        let bench = try JobBench { _ in .hangUp }
        let provider = try provider(bench)
        let token = try await provider.begin(request)
        guard case .done(let result) = try await provider.look(at: token) else { throw JobBench.Unexpected() }
        #expect(result.cost == .zero && result.seed == Seed(7))
        #expect(bench.server.requests.isEmpty, "a draft asks nobody")
        return [UInt8](try Data(contentsOf: URL(fileURLWithPath: result.file)))
    }

    @Test func theSameRequestGivesTheSameBytes() async throws {
        let request = JobBench.request(size: Self.small, seconds: 1)
        #expect(try await made(request) == made(request))
    }

    @Test func itIsAsLongAndLargeAsAskedFor() async throws {
        let bench = try JobBench { _ in .hangUp }
        let provider = try provider(bench)
        let token = try await provider.begin(JobBench.request(size: Self.small, seconds: 2, wantsLast: true))
        guard case .done(let result) = try await provider.look(at: token) else { throw JobBench.Unexpected() }
        let media = try #require(MediaTools(environment: ProcessInfo.processInfo.environment))
        let facts = try await media.probe(result.file)
        #expect(facts.size == Self.small && facts.duration == .seconds(2) && facts.frames == 48)
        #expect(result.lastFrame?.mediaType == .png)
    }

    @Test func itStartsFromTheFrameThatIsGiven() async throws {
        let red = SourcePicture(
            bytes: try ImageCodec.encode(
                Raster(width: 64, height: 36, pixels: (0..<64 * 36).flatMap { _ in [200, 30, 30] as [UInt8] }), as: .png
            ),
            mediaType: .png)
        let bytes = try await made(JobBench.request(first: red, size: Self.small, seconds: 1))
        let folder = try TemporaryFolder()
        let media = try #require(MediaTools(environment: ProcessInfo.processInfo.environment))
        let first = try ImageCodec.decode(try await media.firstFrame(of: folder.write(bytes, to: "red.mp4")))
        #expect(abs(Int(first.pixels[0]) - 200) < 12 && abs(Int(first.pixels[1]) - 30) < 12)
    }

    @Test func aJobIsFoundAgainByAnotherProcess() async throws {
        let bench = try JobBench { _ in .hangUp }
        let token = try await provider(bench).begin(JobBench.request(size: Self.small, seconds: 1))
        guard case .done = try await provider(bench).look(at: token) else { throw JobBench.Unexpected() }
    }

    @Test func aFileThatIsGoneIsMadeAgainByAnotherTry() async throws {
        let bench = try JobBench { _ in .hangUp }
        let provider = try provider(bench)
        let token = try await provider.begin(JobBench.request(size: Self.small, seconds: 1))
        try await provider.cancel(token)
        guard case .failed(.unavailable) = try await provider.look(at: token) else { throw JobBench.Unexpected() }
    }

    @Test(arguments: ["../../etc/passwd", "a/b"])
    func aTokenLeadsNowhereElse(token: String) async throws {
        let bench = try JobBench { _ in .hangUp }
        guard case .failed = try await provider(bench).look(at: token) else { throw JobBench.Unexpected() }
    }

    @Test(arguments: [
        PixelSize(width: 127, height: 72), PixelSize(width: 8, height: 8), PixelSize(width: 9000, height: 72),
    ])
    func whatCannotBeMadeIsRefused(size: PixelSize) async throws {
        let bench = try JobBench { _ in .hangUp }
        guard case .failure(.refused) = await JobBench.beginning(of: try provider(bench), JobBench.request(size: size))
        else { throw JobBench.Unexpected() }
    }
}

extension DraftImageProvider {
    fileprivate static let film = Model(
        name: "draft", provider: "draft", id: "draft", abilities: [.image, .video], isTrained: false, takesSeed: true,
        price: .free)
}
