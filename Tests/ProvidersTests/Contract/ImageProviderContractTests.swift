import Core
import HTTP
import Imaging
import Providers
import TestSupport
import Testing

/// What every adapter for pictures must do, run against each of them.
@Suite struct ImageProviderContractTests {
    enum Adapter: String, CaseIterable, CustomTestStringConvertible {
        case draft, openAI, ark, a1111
        var testDescription: String { rawValue }
    }

    /// Holds the server that an adapter needs for as long as it is used.
    private struct Subject {
        let provider: any ImageProvider
        let server: LoopbackServer?
    }

    private func subject(_ adapter: Adapter) throws -> Subject {
        let wire: PaintWire
        switch adapter {
        case .draft: return Subject(provider: DraftImageProvider(queue: ImagingQueue(width: 1)), server: nil)
        case .openAI: wire = .openAI
        case .ark: wire = .ark
        case .a1111: wire = .a1111
        }
        let bench = try PaintBench(wire.model) { request in
            let seed = wire.seed(of: request)
            return (try? wire.picture(PaintBench.png(side: wire.side(of: request) ?? 1), seed: seed)) ?? .hangUp
        }
        return Subject(provider: bench.provider, server: bench.server)
    }

    @Test(arguments: Adapter.allCases)
    func aPictureOfTheSizeAndTypeAskedForComesBack(adapter: Adapter) async throws {
        let subject = try subject(adapter)
        let media = try await subject.provider.image(for: PaintBench.request(size: 128))
        let header = try ImageCodec.header(of: media.bytes)
        #expect(header.size == PixelSize(width: 128, height: 128))
        #expect(media.mediaType == .png && header.mediaType == .png)
    }

    @Test(arguments: Adapter.allCases)
    func itCostsNoMoreThanItsPrice(adapter: Adapter) async throws {
        let subject = try subject(adapter)
        let request = PaintBench.request()
        let price = try #require(subject.provider.price(of: request))
        let media = try await subject.provider.image(for: request)
        #expect(media.cost <= price)
        #expect((media.cost == .zero) == subject.provider.model.price.isFree)
    }

    @Test(arguments: Adapter.allCases)
    func aModelThatTakesSeedsSaysWhichItUsedAndMakesTheSameAgain(adapter: Adapter) async throws {
        let subject = try subject(adapter)
        try #require(subject.provider.model.takesSeed)
        let first = try await subject.provider.image(for: PaintBench.request(seed: 9))
        #expect(first.seed == Seed(9))
        #expect(try await subject.provider.image(for: PaintBench.request(seed: 9)) == first)
    }

    @Test(arguments: Adapter.allCases)
    func manyAtOnceDoNotMixTheirAnswers(adapter: Adapter) async throws {
        let subject = try subject(adapter)
        let provider = subject.provider
        let sides = [64, 80, 96, 112, 128]
        let widths = try await withThrowingTaskGroup(of: (Int, Int).self) { group in
            for side in sides {
                group.addTask {
                    let media = try await provider.image(for: PaintBench.request(size: side))
                    return (side, try ImageCodec.header(of: media.bytes).size.width)
                }
            }
            return try await group.reduce(into: [Int: Int]()) { $0[$1.0] = $1.1 }
        }
        #expect(widths == Dictionary(uniqueKeysWithValues: sides.map { ($0, $0) }))
        withExtendedLifetime(subject) {}
    }
}
