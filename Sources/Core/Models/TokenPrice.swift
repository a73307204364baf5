/// What a million tokens cost.
package struct TokenPrice: Hashable, Sendable {
    package let input: MicroDollars
    package let output: MicroDollars
    /// For what came from the service's own cache; as `input` where it is not listed.
    package let cached: MicroDollars?

    package init(input: MicroDollars, output: MicroDollars, cached: MicroDollars? = nil) {
        self.input = input
        self.output = output
        self.cached = cached
    }

    package func cost(of count: TokenCount) -> MicroDollars {
        let cachedTokens = min(max(0, count.cached), max(0, count.input))
        return MicroDollars(
            Self.cost(of: count.input - cachedTokens, at: input) + Self.cost(of: cachedTokens, at: cached ?? input)
                + Self.cost(of: count.output, at: output))
    }

    /// Rounded up to the next millionth; counts below nought, which only a broken answer gives, cost nothing.
    package func cost(inputTokens: Int, outputTokens: Int) -> MicroDollars {
        MicroDollars(Self.cost(of: inputTokens, at: input) + Self.cost(of: outputTokens, at: output))
    }

    private static func cost(of tokens: Int, at price: MicroDollars) -> Int64 {
        // No answer counts as many as this; the bound keeps the product from overflowing.
        let tokens = Int64(min(max(0, tokens), 1_000_000_000))
        let (product, isTooLarge) = tokens.multipliedReportingOverflow(by: price.count)
        guard !isTooLarge else { return .max / 4 }
        return product / 1_000_000 + (product % 1_000_000 == 0 ? 0 : 1)
    }
}
