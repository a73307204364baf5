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
        let levels = Levels(raster, plane, apart: max(1, raster.width * raster.height / Self.samples))
        let luma = Histogram(counts: levels.luma)
        let channels = [levels.red, levels.green, levels.blue].map { Histogram(counts: $0) }
        let reach = 3 + Int((3 * noise).rounded())
        mean = luma.mean
        shadow = luma.level(below: 0.01)
        highlight = luma.level(below: 0.99)
        cutLight = luma.heapAtTop(reach: reach)
        cutChannel = channels.map { $0.heapAtTop(reach: reach) }.reduce(0, max)
        gapShare = channels.map(\.gapShare).sorted()[1]
        tones = channels.map(\.tones).sorted()[1]
    }
}
