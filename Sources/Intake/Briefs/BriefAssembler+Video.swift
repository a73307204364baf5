import Core

extension BriefAssembler {
    /// A video that names no size has 720 lines, or as many as it names, and is 16:9, or of the shape that it names.
    mutating func frameVideo(_ brief: inout Brief, aspect: AspectRatio?) {
        guard answers.answers[.size] == nil else { return }
        let lines = brief.resolution.flatMap { Int($0.dropLast()) } ?? 720
        let ratio = aspect?.value ?? 16.0 / 9
        let other = Double(lines) * max(ratio, 1 / ratio)
        // Every usual coding of videos has even sides.
        let longer = Int((other / 2).rounded()) * 2
        brief.size =
            ratio >= 1 ? PixelSize(width: longer, height: lines) : PixelSize(width: lines, height: longer)
    }
}
