/// Width and height in pixels, as `1024x768`.
package struct PixelSize: Hashable, Sendable, CustomStringConvertible {
    package let width: Int
    package let height: Int
    package var description: String { "\(width)x\(height)" }

    package init(width: Int, height: Int) {
        self.width = width
        self.height = height
    }

    /// Reads `1024x768`, `1024 × 768` or `1024*768`; nil for anything else, so also for a side of nought.
    package init?(_ text: String) {
        let sides = text.lowercased().split(whereSeparator: { "x×*".contains($0) }).map { $0.filter { $0 != " " } }
        guard sides.count == 2, let width = Int(sides[0]), let height = Int(sides[1]), width > 0, height > 0 else {
            return nil
        }
        self.init(width: width, height: height)
    }

    package var pixels: Int { width * height }
}
