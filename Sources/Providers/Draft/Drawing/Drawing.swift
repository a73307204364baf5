import Core

/// An SVG document in the making: scene units, of which the shorter side has 1000.
struct Drawing {
    let width: Double
    let height: Double
    /// The chance that the drawing's variety comes from.
    var bits: SplitMix64
    private var body = ""
    private var definitions = ""
    private var gradients = 0

    init(size: PixelSize, bits: SplitMix64) {
        let unit = 1000 / Double(min(size.width, size.height))
        width = Double(size.width) * unit
        height = Double(size.height) * unit
        self.bits = bits
    }

    mutating func add(_ element: String) { body += element }

    mutating func path(_ data: String, fill: Tint, opacity: Double = 1) {
        body += "<path d='\(data)' fill='\(fill.css)'\(Self.opacity(opacity))/>"
    }

    mutating func stroke(_ data: String, colour: Tint, width: Double, opacity: Double = 1) {
        body +=
            "<path d='\(data)' fill='none' stroke='\(colour.css)' stroke-width='\(width.svg)' stroke-linecap='round'"
            + "\(Self.opacity(opacity))/>"
    }

    mutating func circle(_ x: Double, _ y: Double, _ radius: Double, fill: Tint, opacity: Double = 1) {
        body +=
            "<circle cx='\(x.svg)' cy='\(y.svg)' r='\(radius.svg)' fill='\(fill.css)'\(Self.opacity(opacity))/>"
    }

    mutating func rect(
        _ x: Double, _ y: Double, _ width: Double, _ height: Double, fill: String, opacity: Double = 1
    ) {
        body +=
            "<rect x='\(x.svg)' y='\(y.svg)' width='\(width.svg)' height='\(height.svg)' fill='\(fill)'"
            + "\(Self.opacity(opacity))/>"
    }

    /// A gradient from top to bottom through the stops, each a share of the way, a colour and an opacity.
    mutating func verticalGradient(_ stops: [(at: Double, colour: Tint, opacity: Double)]) -> String {
        gradient("linearGradient", "x1='0' y1='0' x2='0' y2='1'", stops)
    }

    /// A gradient from the middle outwards.
    mutating func radialGradient(_ stops: [(at: Double, colour: Tint, opacity: Double)]) -> String {
        gradient("radialGradient", "", stops)
    }

    private mutating func gradient(
        _ kind: String, _ attributes: String, _ stops: [(at: Double, colour: Tint, opacity: Double)]
    ) -> String {
        gradients += 1
        let marks = stops.map { stop in
            "<stop offset='\(stop.at.svg)' stop-color='\(stop.colour.css)' stop-opacity='\(stop.opacity.svg)'/>"
        }
        definitions += "<\(kind) id='g\(gradients)' \(attributes)>\(marks.joined())</\(kind)>"
        return "url(#g\(gradients))"
    }

    /// Puts a shape that is drawn about its foot, 100 units high, where it belongs.
    mutating func place(_ shape: String, x: Double, foot y: Double, height: Double, mirrored: Bool = false) {
        let scale = height / 100
        body +=
            "<g transform='translate(\(x.svg) \(y.svg)) scale(\((mirrored ? -scale : scale).svg) \(scale.svg))'>"
            + "\(shape)</g>"
    }

    /// A number from the drawing's own chance.
    mutating func random(_ range: ClosedRange<Double>) -> Double {
        let share = Double(bits.next() >> 11) / Double(1 << 53)
        return range.lowerBound + (range.upperBound - range.lowerBound) * share
    }

    mutating func chance(_ share: Double) -> Bool { random(0...1) < share }

    /// The whole document at a size in pixels.
    func document(size: PixelSize) -> String {
        "<svg xmlns='http://www.w3.org/2000/svg' width='\(size.width)' height='\(size.height)' "
            + "viewBox='0 0 \(width.svg) \(height.svg)' preserveAspectRatio='none'>"
            + "<defs>\(definitions)</defs>\(body)</svg>"
    }

    private static func opacity(_ value: Double) -> String { value == 1 ? "" : " opacity='\(value.svg)'" }
}

extension Double {
    /// With three decimals at most.
    var svg: String {
        let rounded = (self * 1000).rounded() / 1000
        return rounded == rounded.rounded() ? "\(Int(rounded))" : "\(rounded)"
    }
}
