/// What a model's pictures cost, as its vendor's price list says.
package struct ModelPrice: Hashable, Sendable {
    /// For one picture of each size.
    package let images: [PixelSize: MicroDollars]
    /// For one picture of any other size; nil where no price is known for those, and then none is bought.
    package let otherImages: MicroDollars?
    /// Where the service bills by tokens and says how many there were; nil where only pictures are counted.
    package let tokens: TokenPrice?
    /// Where the prices were read, and when.
    package let note: String

    package init(
        images: [PixelSize: MicroDollars] = [:], otherImages: MicroDollars? = nil, tokens: TokenPrice? = nil,
        note: String = ""
    ) {
        self.images = images
        self.otherImages = otherImages
        self.tokens = tokens
        self.note = note
    }

    package static let free = ModelPrice(otherImages: .zero)

    package var isFree: Bool { images.values.allSatisfy { $0 == .zero } && otherImages == .zero && tokens == nil }

    /// What one picture costs at most; nil where no price is known.
    ///
    /// A prompt has at most as many tokens as bytes.
    package func most(for size: PixelSize, promptBytes: Int) -> MicroDollars? {
        guard let picture = images[size] ?? otherImages else { return nil }
        return picture + (tokens?.cost(inputTokens: promptBytes, outputTokens: 0) ?? .zero)
    }

    /// What one picture did cost: by the tokens that the service counted where it bills those, else by the list.
    package func settled(for size: PixelSize, inputTokens: Int?, outputTokens: Int?) -> MicroDollars? {
        // Relays put zeros where they don't know: a picture that is there took more than none, and was not free.
        if let tokens, let inputTokens, let outputTokens, inputTokens >= 0, outputTokens > 0 {
            return tokens.cost(inputTokens: inputTokens, outputTokens: outputTokens)
        }
        return images[size] ?? otherImages
    }
}
