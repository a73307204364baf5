import Core
import Imaging
import Review

/// Decoding and judging pictures of 1024x1024: one after the other on one thread, then two at once.
func reviewBench() async throws {
    let pictures = try (0..<20).map { try reviewPicture(seed: Int32($0) + 1) }
    let review = AssetReview()
    for type in [MediaType.png, .jpeg] {
        let files = try pictures.map { try ImageCodec.encode($0, as: type) }
        for file in files.prefix(2) { _ = try review.judge(bytes: file) }
        let rounds = 3
        let decoding = BenchSpan()
        for file in files { _ = try ImageCodec.decode(file) }
        let decodeCPU = decoding.cpuSeconds
        let span = BenchSpan()
        for _ in 0..<rounds { for file in files { _ = try review.judge(bytes: file) } }
        let (time, cpu) = (span.seconds, span.cpuSeconds)
        let timeOfTwo = try await judgeTwoAtOnce(files, rounds: rounds)
        let count = rounds * files.count
        var figures = Figures(type == .png ? "reviewPNG" : "reviewJPEG", n: count)
        figures["bytes"] = Double(files.reduce(0) { $0 + $1.count })
        figures["cpuMsPerImage"] = cpu * 1000 / Double(count)
        figures["decodeCpuMsPerImage"] = decodeCPU * 1000 / Double(files.count)
        figures["imagesPerS"] = Double(count) / time
        figures["imagesPerSTwoAtOnce"] = Double(count) / timeOfTwo
        figures["rssMB"] = ResidentMemory.peakMegabytes
        figures.show()
    }
}

/// How many seconds the queue takes that a run has.
private func judgeTwoAtOnce(_ files: [[UInt8]], rounds: Int) async throws -> Double {
    let queue = ImagingQueue(width: 2)
    let span = BenchSpan()
    try await withThrowingTaskGroup(of: Void.self) { group in
        for _ in 0..<rounds {
            for file in files { group.addTask { _ = try await queue.run { try AssetReview().judge(bytes: file) } } }
        }
        try await group.waitForAll()
    }
    return span.seconds
}

/// Smooth fields, flat boxes and a little grain, so that it compresses about as the output of a model does.
private func reviewPicture(seed: Int32) throws -> Raster {
    let side = 1024
    let size = PixelSize(width: side, height: side)
    var bits = SplitMix64(seed: UInt64(seed))
    var pixels = [UInt8](repeating: 0, count: side * side * 3)
    let slopes = (0..<3).map { _ in (Int.random(in: 0...255, using: &bits), Int.random(in: 0...255, using: &bits)) }
    for y in 0..<side {
        for x in 0..<side {
            for band in 0..<3 {
                pixels[(y * side + x) * 3 + band] = UInt8((slopes[band].0 * x + slopes[band].1 * y) / (2 * side))
            }
        }
    }
    for _ in 0..<40 {
        let left = Int.random(in: 0..<side, using: &bits)
        let top = Int.random(in: 0..<side, using: &bits)
        let extent = Int.random(in: 10..<200, using: &bits)
        let colour = (0..<3).map { _ in UInt8.random(in: 0...255, using: &bits) }
        for y in top..<min(side, top + extent) {
            for x in left..<min(side, left + extent) {
                for band in 0..<3 { pixels[(y * side + x) * 3 + band] = colour[band] }
            }
        }
    }
    let smooth = Raster(width: side, height: side, pixels: pixels)
    return try Picture(smooth).adding(Picture.noise(size, sigma: 3, seed: seed)).inBytes().raster()
}
