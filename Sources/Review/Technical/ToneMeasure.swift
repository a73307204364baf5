import Imaging

/// What the histograms say: brightness, range, light cut off, levels missing.
struct ToneMeasure {
    /// Of luma, 0 to 255.
    let mean: Double
    /// The levels below which 1 % and 99 % of the pixels lie.
    let shadow: Double
    let highlight: Double
    /// The share of pixels heaped at the bright end: of luma, and of the channel that has the most.
    let cutLight: Double
    let cutChannel: Double
    /// The share of levels missing between filled ones, the middle one of the three channels.
    let gapShare: Double
    /// How many levels are really in use, the middle one of the three channels.
    let tones: Double

    /// Enough for the shares looked at; larger pictures give every second, third… row.
    private static let samples = 400_000

    /// `noise` widens what counts as the bright end, since grain scatters it.
    init(_ raster: Raster, _ plane: LumaPlane, noise: Double) {
        let counts = Self.counts(of: raster, plane)
        let luma = Histogram(counts: Array(counts[768..<1024]))
        let channels = (0..<3).map { Histogram(counts: Array(counts[$0 * 256..<$0 * 256 + 256])) }
        let reach = 3 + Int((3 * noise).rounded())
        mean = luma.mean
        shadow = luma.level(below: 0.01)
        highlight = luma.level(below: 0.99)
        cutLight = luma.heapAtTop(reach: reach)
        cutChannel = channels.map { $0.heapAtTop(reach: reach) }.reduce(0, max)
        gapShare = channels.map(\.gapShare).sorted()[1]
        tones = channels.map(\.tones).sorted()[1]
    }

    /// Red, green, blue and luma, 256 levels each, one after the other.
    private static func counts(of raster: Raster, _ plane: LumaPlane) -> [Int] {
        let width = raster.width
        let step = max(1, width * raster.height / samples)
        var counts = [Int](repeating: 0, count: 1024)
        unsafe counts.withUnsafeMutableBufferPointer { counts in
            unsafe raster.pixels.withUnsafeBufferPointer { rgb in
                unsafe plane.values.withUnsafeBufferPointer { luma in
                    for row in stride(from: 0, to: raster.height, by: step) {
                        for pixel in row &* width..<(row &+ 1) &* width {
                            unsafe counts[Int(rgb[pixel &* 3])] &+= 1
                            unsafe counts[256 &+ Int(rgb[pixel &* 3 &+ 1])] &+= 1
                            unsafe counts[512 &+ Int(rgb[pixel &* 3 &+ 2])] &+= 1
                            unsafe counts[768 &+ Int(luma[pixel]) >> 2] &+= 1
                        }
                    }
                }
            }
        }
        return counts
    }
}
