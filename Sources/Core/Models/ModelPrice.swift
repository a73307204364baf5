/// What a model's work costs, as its vendor's price list says: pictures, videos, tokens, sound.
package struct ModelPrice: Hashable, Sendable {
    /// For one picture of each size.
    package let images: [PixelSize: MicroDollars]
    /// For one picture of any other size; nil where no price is known for those, and then none is bought.
    package let otherImages: MicroDollars?
    /// Where the service bills by tokens and says how many there were; nil where only pictures are counted.
    package let tokens: TokenPrice?
    package let video: VideoPrice?
    /// For a second of sound made or written down.
    package let audioSecond: MicroDollars?
    /// For a million characters spoken.
    package let characters: MicroDollars?
    /// Where the prices were read, and when.
    package let note: String

    package init(
        images: [PixelSize: MicroDollars] = [:], otherImages: MicroDollars? = nil, tokens: TokenPrice? = nil,
        video: VideoPrice? = nil, audioSecond: MicroDollars? = nil, characters: MicroDollars? = nil, note: String = ""
    ) {
        self.images = images
        self.otherImages = otherImages
        self.tokens = tokens
        self.video = video
        self.audioSecond = audioSecond
        self.characters = characters
        self.note = note
    }

    package static let free = ModelPrice(
        otherImages: .zero, tokens: TokenPrice(input: .zero, output: .zero), video: .perSecond([1: .zero]),
        audioSecond: .zero, characters: .zero)

    /// The price of a model that is described without one: nobody calls it.
    package static let unknown = ModelPrice()

    package var isKnown: Bool {
        !images.isEmpty || otherImages != nil || tokens != nil || video != nil || audioSecond != nil
            || characters != nil
    }

    /// Whether nothing that it lists costs anything.
    package var isFree: Bool {
        let listed =
            Array(images.values)
            + [otherImages, audioSecond, characters, tokens?.input, tokens?.output].compactMap(\.self)
            + (video?.amounts ?? [])
        return !listed.isEmpty && listed.allSatisfy { $0 == .zero }
    }

    /// What one picture costs at most; nil where no price is known.
    ///
    /// A prompt has at most as many tokens as bytes, each of the pictures that go along at most `tokensOfPicture`.
    package func most(for size: PixelSize, promptBytes: Int, pictures: Int = 0) -> MicroDollars? {
        guard let picture = images[size] ?? otherImages else { return nil }
        let input = promptBytes + pictures * Self.tokensOfPicture
        return picture + (tokens?.cost(inputTokens: input, outputTokens: 0) ?? .zero)
    }

    /// What one picture is likely to cost: four bytes of its prompt a token, and of each picture that goes along what its pixels come to.
    package func likely(for size: PixelSize, promptBytes: Int, pictures: [PixelSize] = []) -> MicroDollars? {
        guard let picture = images[size] ?? otherImages else { return nil }
        let input = promptBytes / 4 + pictures.reduce(0) { $0 + Self.likelyTokens(of: $1) }
        return picture + (tokens?.cost(inputTokens: input, outputTokens: 0) ?? .zero)
    }

    /// What one picture did cost: by the tokens that the service counted where it bills those, else by the list.
    package func settled(for size: PixelSize, inputTokens: Int?, outputTokens: Int?) -> MicroDollars? {
        // Relays put zeros where they don't know: a picture that is there took more than none, and was not free.
        if let tokens, let inputTokens, let outputTokens, inputTokens >= 0, outputTokens > 0 {
            return tokens.cost(inputTokens: inputTokens, outputTokens: outputTokens)
        }
        return images[size] ?? otherImages
    }

    /// What an answer of text costs at most; nil where no price for tokens is known.
    ///
    /// A text has at most as many tokens as bytes, a picture at most `tokensOfPicture`.
    package func most(for request: TextRequest) -> MicroDollars? {
        guard let tokens else { return nil }
        var input = request.instructions.utf8.count + 200
        for tool in request.tools { input += tool.summary.utf8.count + tool.parameters.text.utf8.count + 100 }
        if let schema = request.schema { input += schema.schema.text.utf8.count + 100 }
        for part in request.messages.flatMap(\.parts) {
            switch part {
            case .text(let text): input += text.utf8.count + 20
            case .data(let label, let text): input += text.utf8.count + label.utf8.count + 200
            case .picture: input += Self.tokensOfPicture
            }
        }
        return tokens.cost(inputTokens: input, outputTokens: request.answerTokens)
    }

    /// What an answer of text is likely to cost: four bytes a token, and an answer as long as such are.
    ///
    /// `answerTokens`: how long that is, where more is known than that a fifth of the most is used; `pictures`: how large those in
    /// the question are, where their bytes are not at hand.
    package func likely(
        for request: TextRequest, answerTokens: Int? = nil, pictures: [PixelSize] = []
    ) -> MicroDollars? {
        guard let tokens else { return nil }
        var bytes = request.instructions.utf8.count
        for tool in request.tools { bytes += tool.summary.utf8.count + tool.parameters.text.utf8.count }
        if let schema = request.schema { bytes += schema.schema.text.utf8.count }
        var shown = 0
        for part in request.messages.flatMap(\.parts) {
            switch part {
            case .text(let text): bytes += text.utf8.count
            // With its fence.
            case .data(let label, let text): bytes += text.utf8.count + label.utf8.count + 30
            case .picture: shown += 1
            }
        }
        let sizes = pictures + Array(repeating: Self.usualPicture, count: max(0, shown - pictures.count))
        return tokens.cost(
            inputTokens: bytes / 4 + sizes.reduce(0) { $0 + Self.likelyTokens(of: $1) },
            outputTokens: answerTokens ?? request.answerTokens / 5)
    }

    /// As services that say how they count do it: 750 pixels a token, larger pictures scaled down before.
    package static func likelyTokens(of picture: PixelSize) -> Int { min(picture.pixels / 750, 1600) }
    private static let usualPicture = PixelSize(width: 1024, height: 1024)

    /// What an answer of text did cost: by the service's count, and where there is none that can be true, the most that it may have.
    ///
    /// `isEmpty`: nothing came back, so that no tokens of an answer are no lie.
    package func settled(for request: TextRequest, _ count: TokenCount?, isEmpty: Bool) -> MicroDollars {
        guard let tokens else { return .zero }
        // Relays put zeros where they don't know.
        guard let count, count.input > 0, count.output > 0 || isEmpty && count.output == 0 else {
            return most(for: request) ?? .zero
        }
        return tokens.cost(of: count)
    }

    /// No service that is described here counts more for one picture.
    private static let tokensOfPicture = 6000
}
