/// The picture sizes that a model makes.
package enum ModelSizes: Hashable, Sendable {
    /// These and no others; never empty.
    case listed([PixelSize])
    case limits(Limits)
    /// The shape of the first picture that it is given; it is not told a size.
    case ofReference

    /// What both sides, and the two together, must keep to; bounds are inclusive and in pixels.
    package struct Limits: Hashable, Sendable {
        /// Of one side.
        package var shortest: Int
        package var longest: Int
        /// What both sides must be a multiple of.
        package var multipleOf: Int
        /// Of width times height.
        package var fewestPixels: Int
        package var mostPixels: Int
        /// Of the longer side over the shorter.
        package var ratio: Int

        package init(
            shortest: Int = 1, longest: Int = 16_384, multipleOf: Int = 1, fewestPixels: Int = 1,
            mostPixels: Int = 100_000_000, ratio: Int = 16_384
        ) {
            self.shortest = shortest
            self.longest = longest
            self.multipleOf = multipleOf
            self.fewestPixels = fewestPixels
            self.mostPixels = mostPixels
            self.ratio = ratio
        }

        func allow(_ size: PixelSize) -> Bool {
            [size.width, size.height].allSatisfy {
                $0 >= shortest && $0 <= longest && $0.isMultiple(of: multipleOf)
            } && size.pixels >= fewestPixels && size.pixels <= mostPixels && size.isWithin(ratio: ratio)
        }
    }

    package func allow(_ size: PixelSize) -> Bool {
        switch self {
        case .listed(let sizes): sizes.contains(size)
        case .limits(let limits): limits.allow(size)
        case .ofReference: true
        }
    }

    /// The size itself where the model makes it, else the one nearest in shape, and among those in extent; nil where none fits.
    package func nearest(to size: PixelSize) -> PixelSize? {
        if allow(size) { return size }
        switch self {
        case .listed(let sizes):
            return sizes.min { left, right in
                (left.shapeDistance(to: size), left.extentDistance(to: size))
                    < (right.shapeDistance(to: size), right.extentDistance(to: size))
            }
        case .limits(let limits): return limits.nearest(to: size)
        case .ofReference: return size
        }
    }
}

extension ModelSizes.Limits {
    /// Scaled until it fits, its shape kept as well as the steps of the sides allow; nil where that fails.
    fileprivate func nearest(to wanted: PixelSize) -> PixelSize? {
        let size = wanted.within(ratio: ratio)
        if allow(size) { return size }
        var scale = 1.0
        let pixels = Double(size.pixels)
        if size.pixels < fewestPixels { scale = (Double(fewestPixels) / pixels).squareRoot() }
        if size.pixels > mostPixels { scale = (Double(mostPixels) / pixels).squareRoot() }
        scale = max(scale, Double(shortest) / Double(min(size.width, size.height)))
        scale = min(scale, Double(longest) / Double(max(size.width, size.height)))
        // Rounding to the steps may lead just out of the bounds on either side.
        for rounding in [FloatingPointRoundingRule.toNearestOrAwayFromZero, .up, .down] {
            let sides = [size.width, size.height].map { side in
                Int((Double(side) * scale / Double(multipleOf)).rounded(rounding)) * multipleOf
            }
            let fitted = PixelSize(width: sides[0], height: sides[1])
            if allow(fitted) { return fitted }
        }
        return nil
    }
}

extension PixelSize {
    fileprivate func isWithin(ratio: Int) -> Bool { max(width, height) <= min(width, height) * ratio }

    /// Itself, or with its longer side shortened until the shape is one that is made, with room for rounding.
    fileprivate func within(ratio: Int) -> PixelSize {
        guard !isWithin(ratio: ratio) else { return self }
        let longer = max(1, min(width, height) * ratio * 99 / 100)
        return width > height ? PixelSize(width: longer, height: height) : PixelSize(width: width, height: longer)
    }

    /// By how much the shapes differ: the ratio of the ratios, less one.
    fileprivate func shapeDistance(to other: PixelSize) -> Double {
        let (left, right) = (Double(width * other.height), Double(height * other.width))
        return max(left, right) / min(left, right) - 1
    }

    fileprivate func extentDistance(to other: PixelSize) -> Double {
        Double(max(pixels, other.pixels)) / Double(min(pixels, other.pixels))
    }
}
