import Core

/// Composes one picture in layers: sky, far, middle, figures, foreground, frame.
///
/// The seed decides where the horizon lies, which way the scene looks, how near the figures are and which colour leads;
/// the words decide what there is.
struct Storyboard {
    let reading: PromptReading
    let colours: SceneColours
    let size: PixelSize
    var drawing: Drawing
    /// Top of the land or the sea.
    let horizon: Double
    /// Whether the main figure stands right of the middle.
    let looksRight: Bool
    let isWet: Bool
    /// From 0.8, far away, to 1.25, near.
    let nearness: Double
    let margin: Double
    let caption: Double

    /// `number` is what the caption's corner shows.
    static func document(for reading: PromptReading, size: PixelSize, number: String, bits: SplitMix64) -> String {
        var storyboard = Storyboard(reading: reading, size: size, bits: bits)
        storyboard.sky()
        storyboard.farLand()
        storyboard.middle()
        if reading.isAbstract { storyboard.emblem() }
        storyboard.figures()
        storyboard.foreground()
        storyboard.weather()
        storyboard.frame(number: number)
        return storyboard.drawing.document(size: size)
    }

    private init(reading: PromptReading, size: PixelSize, bits: SplitMix64) {
        var bits = bits
        self.reading = reading
        self.size = size
        colours = SceneColours(reading: reading, bits: &bits)
        var drawing = Drawing(size: size, bits: bits)
        isWet = reading.subjects.contains(where: \.isAfloat)
        looksRight = drawing.chance(0.5)
        nearness = drawing.random(0.82...1.25)
        margin = min(size.width, size.height) >= 160 ? 20 : 0
        caption = min(size.width, size.height) >= 220 ? 58 : 0
        let share = drawing.random(0.48...0.7)
        horizon = margin + (drawing.height - 2 * margin - caption) * share
        self.drawing = drawing
    }

    var width: Double { drawing.width }
    /// The lower edge of the picture within its frame.
    var floor: Double { drawing.height - margin - caption }

    /// A share of the width from the side that the scene looks to.
    func across(_ share: Double) -> Double { width * (looksRight ? 1 - share : share) }

    /// The outline of hills or mountains: points with the given roughness, closed at the lower edge.
    mutating func ridge(base: Double, rise: Double, step: Double, peaked: Bool) -> String {
        var data = "M0 \(floor.svg)L0 \((base - drawing.random(0...rise)).svg)"
        var x = 0.0
        let step = max(step, width / 60)
        while x < width {
            let next = x + step * drawing.random(0.6...1.4)
            let y = base - rise * drawing.random(0...1) * drawing.random(0.4...1)
            if peaked {
                data += "L\(next.svg) \(y.svg)"
            } else {
                data += "S\((next - step * 0.5).svg) \(y.svg) \(next.svg) \(y.svg)"
            }
            x = next
        }
        return data + "L\(width.svg) \(floor.svg)Z"
    }
}
