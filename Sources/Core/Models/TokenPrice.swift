/// What a million tokens cost.
package struct TokenPrice: Hashable, Sendable {
    package let input: MicroDollars
    package let output: MicroDollars

    package init(input: MicroDollars, output: MicroDollars) {
        self.input = input
        self.output = output
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
