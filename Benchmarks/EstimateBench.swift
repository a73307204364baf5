import Core
import Foundation
import Imaging
import TestSupport

/// What the plans of a fixed corpus of briefs estimate, beside what their runs come to: a line for each brief, and one for all.
///
/// The services are loopback servers whose answers say what they took, as the prices of the registry have it.
func estimateBench() async throws {
    let parts = CorpusService.Parts(
        picture: { size, number in
            let raster = Raster(width: size.width, height: size.height, pixels: CorpusService.pixels(size, number))
            return (try? ImageCodec.encode(raster, as: .png)) ?? []
        }, size: { try? ImageCodec.header(of: $0).size }, film: try await CorpusService.film())
    let measure = try EstimateMeasure(
        bot: try ChildProcess.bot(), service: try CorpusService(parts),
        picture: parts.picture(PixelSize(width: 1024, height: 1024), 0))
    var rows: [EstimateMeasure.Row] = []
    for brief in CorpusBrief.all where Clips.isThere || !brief.isVideo {
        let row = try await measure.row(for: brief)
        rows.append(row)
        show(row)
    }
    show(EstimateMeasure.Row.sum(of: rows))
}

private func show(_ row: EstimateMeasure.Row) {
    let line: JSONValue = [
        "name": "estimate", "brief": .string(row.name), "likelyUSD": .number(row.likely),
        "settledUSD": .number(row.settled), "offPercent": .number((row.error * 1000).rounded() / 10),
    ]
    print(line.text)
    fflush(nil)
}
