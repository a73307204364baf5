import Core

extension BriefAssembler {
    private static let acceptedSize =
        "a size from 64x64 to 8192x8192, as 1024x768, or square, portrait, landscape, 1K, 2K, 4K, 1080p"

    /// Size and aspect ratio, which must agree; either alone settles the other.
    mutating func sizeAndAspect() -> (PixelSize, AspectRatio?) {
        let standard = PixelSize(width: 1024, height: 1024)
        let ratio = aspectRatio()
        guard let text = single(.size, accepted: Self.acceptedSize) else {
            return (ratio.map { SizeText.size(area: 1024, aspect: $0.value) } ?? standard, ratio)
        }
        switch SizeText.meaning(text) {
        case .area(let side): return (SizeText.size(area: side, aspect: ratio?.value ?? 1), ratio)
        case .lines(let lines): return (SizeText.size(lines: lines, aspect: ratio?.value), ratio)
        case .exact(let size):
            guard SizeText.isWithinLimits(size) else { break }
            if let ratio, abs(Double(size.width) / Double(size.height) / ratio.value - 1) > 0.02 {
                let fitting = SizeText.size(
                    area: Int(Double(size.pixels).squareRoot().rounded()), aspect: ratio.value)
                note(
                    .aspectRatio, found: "\(ratio.text), and a size of \(size)",
                    accepted: "an aspect ratio that the size has, or only one of the two", nearest: "\(fitting)")
            }
            return (size, ratio)
        case nil: break
        }
        note(.size, found: text, accepted: Self.acceptedSize, nearest: Self.nearestSize(to: text))
        return (standard, ratio)
    }

    /// The size of one item of a batch.
    mutating func size(ofItem text: String, line: Int) -> PixelSize? {
        switch SizeText.meaning(text) {
        case .area(let side): return PixelSize(width: side, height: side)
        case .lines(let lines): return SizeText.size(lines: lines, aspect: nil)
        case .exact(let size) where SizeText.isWithinLimits(size): return size
        case .exact, nil:
            note(
                .items, found: "size: \(text) (line \(line))", accepted: Self.acceptedSize,
                nearest: Self.nearestSize(to: text))
            return nil
        }
    }

    private mutating func aspectRatio() -> AspectRatio? {
        let accepted = "width and height as 16:9, from 1:16 to 16:1"
        guard let text = single(.aspectRatio, accepted: accepted) else { return nil }
        if let ratio = AspectRatio(text) { return ratio }
        let wanted = NumberText.number(text)
        let near = wanted.flatMap { wanted in
            AspectRatio.common.min { left, right in
                abs((AspectRatio(left)?.value ?? 1) - wanted) < abs((AspectRatio(right)?.value ?? 1) - wanted)
            }
        }
        note(.aspectRatio, found: text, accepted: accepted, nearest: near)
        return nil
    }

    private static func nearestSize(to text: String) -> String? {
        if case .exact(let size) = SizeText.meaning(text) { return "\(SizeText.nearest(to: size))" }
        if let side = NumberText.only(text), side >= 1, side <= 1_000_000 {
            return "\(SizeText.nearest(to: PixelSize(width: Int(side), height: Int(side))))"
        }
        return Nearest.word(to: text, among: ["square", "portrait", "landscape"])
    }
}
