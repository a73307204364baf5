/// What a model's videos cost.
package enum VideoPrice: Hashable, Sendable {
    /// For each second, by the lesser of the two sides in pixels; the one at or above it counts, else the greatest.
    case perSecond([Int: MicroDollars])
    /// For a million video tokens, of which a second at 24 frames has width × height × 24 / 1024.
    case perMillionTokens(MicroDollars)

    /// What a video costs; nil where no price is known.
    package func cost(size: PixelSize, duration: Duration) -> MicroDollars? {
        // Rounded up: the price of a length between two whole seconds is that of the longer.
        let seconds = (duration.milliseconds + 999) / 1000
        switch self {
        case .perSecond(let prices):
            let side = min(size.width, size.height)
            let steps = prices.keys.sorted()
            guard let step = steps.first(where: { $0 >= side }) ?? steps.last, let price = prices[step] else {
                return nil
            }
            return MicroDollars(price.count * seconds)
        case .perMillionTokens(let price):
            let tokens = Self.tokens(size: size, seconds: Int(seconds))
            return TokenPrice(input: .zero, output: price).cost(inputTokens: 0, outputTokens: tokens)
        }
    }

    /// All prices that it lists.
    var amounts: [MicroDollars] {
        switch self {
        case .perSecond(let prices): Array(prices.values)
        case .perMillionTokens(let price): [price]
        }
    }

    package static func tokens(size: PixelSize, seconds: Int) -> Int { (seconds * size.pixels * 24 + 1023) / 1024 }
}
