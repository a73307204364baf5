import Core
import Imaging
import TestSupport
import Testing

/// The estimate of a plan is within 20 % of what the run comes to, for each brief of a fixed corpus and for all of them.
@Suite(.serialized) struct EstimateTests {
    private static let most = 0.2

    private func measure() async throws -> EstimateMeasure {
        let parts = CorpusService.Parts(
            picture: { size, number in
                let raster = Raster(width: size.width, height: size.height, pixels: CorpusService.pixels(size, number))
                return (try? ImageCodec.encode(raster, as: .png)) ?? []
            }, size: { try? ImageCodec.header(of: $0).size }, film: try await CorpusService.film())
        return try EstimateMeasure(
            bot: BotProgram.path, service: try CorpusService(parts),
            picture: parts.picture(PixelSize(width: 1024, height: 1024), 0))
    }

    @Test func everyBriefOfTheCorpusComesToWhatWasEstimated() async throws {
        let measure = try await measure()
        var rows: [EstimateMeasure.Row] = []
        for brief in CorpusBrief.all where Clips.isThere || !brief.isVideo {
            let row: EstimateMeasure.Row
            do { row = try await measure.row(for: brief) } catch {
                Issue.record("\(error)")
                continue
            }
            rows.append(row)
            #expect(
                row.settled > 0 && row.error <= Self.most,
                "\(row.name): \(row.likely) estimated, \(row.settled) settled")
        }
        let all = EstimateMeasure.Row.sum(of: rows)
        #expect(all.error <= Self.most, "\(all.likely) estimated in all, \(all.settled) settled")
    }
}
