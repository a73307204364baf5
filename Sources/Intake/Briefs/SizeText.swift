import Core

/// Reads a picture's size as people write it.
enum SizeText {
    enum Meaning {
        case exact(PixelSize)
        /// `2K` says how many pixels, and leaves the shape to the aspect ratio.
        case area(side: Int)
    }

    static let shortest = 64
    static let longest = 8_192

    /// `1024x768`, `1,024 × 768 px`, `square`, `2K`; nil where nothing can be understood.
    static func meaning(_ text: String) -> Meaning? {
        let word = HalfWidth.of(text).lowercased().replacing(" by ", with: "x").replacing("pixels", with: "")
            .replacing("px", with: "").trimmed
        switch word {
        case "square": return .exact(PixelSize(width: 1024, height: 1024))
        case "portrait": return .exact(PixelSize(width: 1024, height: 1536))
        case "landscape": return .exact(PixelSize(width: 1536, height: 1024))
        case "1k": return .area(side: 1024)
        case "2k": return .area(side: 2048)
        case "4k": return .area(side: 4096)
        default: break
        }
        let sides = word.split(omittingEmptySubsequences: false) { "x×*".contains($0) }.map {
            NumberText.number(String($0))
        }
        guard sides.count == 2, let width = sides[0], let height = sides[1], width >= 1, height >= 1,
            let wide = Int(exactly: width), let high = Int(exactly: height)
        else { return nil }
        return .exact(PixelSize(width: wide, height: high))
    }

    static func isWithinLimits(_ size: PixelSize) -> Bool {
        (shortest...longest).contains(size.width) && (shortest...longest).contains(size.height)
    }

    /// The nearest size within the limits that keeps the shape as far as it goes.
    static func nearest(to size: PixelSize) -> PixelSize {
        let width = Double(size.width)
        let height = Double(size.height)
        var scale = min(1, Double(longest) / max(width, height))
        scale = max(scale, min(Double(shortest) / min(width, height), Double(longest) / max(width, height)))
        func side(_ value: Double) -> Int { min(longest, max(shortest, Int((value * scale).rounded()))) }
        return PixelSize(width: side(width), height: side(height))
    }

    /// About `side` × `side` pixels in a shape, the sides multiples of 8.
    static func size(area side: Int, aspect: Double) -> PixelSize {
        func rounded(_ value: Double) -> Int { min(longest, max(shortest, Int((value / 8).rounded()) * 8)) }
        return PixelSize(
            width: rounded(Double(side) * aspect.squareRoot()), height: rounded(Double(side) / aspect.squareRoot()))
    }
}
