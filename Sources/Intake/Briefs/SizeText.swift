import Core

/// Reads a picture's size as people write it.
enum SizeText {
    enum Meaning {
        case exact(PixelSize)
        /// `2K` says how many pixels, and leaves the shape to the aspect ratio.
        case area(side: Int)
        /// `1080p` says how long the shorter side is, and leaves the shape to the aspect ratio.
        case lines(Int)
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
        if let lines = lines(of: word) { return .lines(lines) }
        let sides = word.split(omittingEmptySubsequences: false) { "x×*".contains($0) }.map {
            NumberText.number(String($0))
        }
        guard sides.count == 2, let width = sides[0], let height = sides[1], width >= 1, height >= 1,
            let wide = Int(exactly: width), let high = Int(exactly: height)
        else { return nil }
        return .exact(PixelSize(width: wide, height: high))
    }

    /// The shorter side of a resolution, as `1080p`; nil for any other word.
    static func lines(of word: String) -> Int? {
        ["480p": 480, "720p": 720, "1080p": 1080, "1440p": 1440, "2160p": 2160, "hd": 720, "full hd": 1080][word]
    }

    /// A picture of so many lines, as wide as screens are unless the aspect says otherwise.
    static func size(lines: Int, aspect: Double?) -> PixelSize {
        let aspect = aspect ?? 16.0 / 9
        let longer = min(longest, Int((Double(lines) * max(aspect, 1 / aspect) / 2).rounded()) * 2)
        return aspect >= 1 ? PixelSize(width: longer, height: lines) : PixelSize(width: lines, height: longer)
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
        var (width, height) = (rounded(Double(side) * aspect.squareRoot()), rounded(Double(side) / aspect.squareRoot()))
        // 4096 × 4096 pixels are the most that any service makes: one step more would be another size.
        while side >= 4096, width * height > side * side { if width > height { width -= 8 } else { height -= 8 } }
        return PixelSize(width: width, height: height)
    }
}
