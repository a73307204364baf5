import Core
import Testing

@Suite struct ModelTests {
    private static let gpt = ModelSizes.listed([
        PixelSize(width: 1024, height: 1024), PixelSize(width: 1536, height: 1024),
        PixelSize(width: 1024, height: 1536),
    ])

    @Test(arguments: [
        ("1024x1024", "1024x1024"), ("320x320", "1024x1024"), ("1920x1080", "1536x1024"), ("720x1280", "1024x1536"),
    ])
    func aListGivesTheSizeNearestInShape(wanted: String, expected: String) throws {
        let size = try #require(PixelSize(wanted))
        #expect(Self.gpt.nearest(to: size)?.description == expected)
    }

    @Test(arguments: [
        ("1024x768", "1024x768"), ("1000x1000", "1008x1008"), ("32x32", "256x256"), ("8000x2000", "4096x1024"),
        ("100x3", nil),
    ])
    func limitsKeepTheShapeAsWellAsTheStepsAllow(wanted: String, expected: String?) throws {
        let limits = ModelSizes.limits(
            ModelSizes.Limits(
                shortest: 256, longest: 4096, multipleOf: 16, fewestPixels: 65_536, mostPixels: 8_294_400))
        let size = try #require(PixelSize(wanted))
        #expect(limits.nearest(to: size)?.description == expected)
        if let expected { #expect(limits.allow(try #require(PixelSize(expected)))) }
    }

    /// Areas and shapes as Ark has them.
    @Test(arguments: [
        ("2048x2048", "2048x2048"), ("1024x1024", "1920x1920"), ("1920x1080", "2560x1440"), ("2848x1600", "2848x1600"),
        ("8192x8192", "4096x4096"), ("4000x100", "7603x480"), ("100x4000", "480x7603"),
    ])
    func anAreaAndARatioAreKeptTo(wanted: String, expected: String) throws {
        let limits = ModelSizes.limits(
            ModelSizes.Limits(fewestPixels: 3_686_400, mostPixels: 16_777_216, ratio: 16))
        let size = try #require(PixelSize(wanted))
        let nearest = try #require(limits.nearest(to: size))
        #expect(nearest.description == expected)
        #expect(limits.allow(nearest))
    }

    @Test func everyShapeFindsASizeWithinAnAreaAndARatio() throws {
        let limits = ModelSizes.limits(
            ModelSizes.Limits(multipleOf: 8, fewestPixels: 921_600, mostPixels: 4_624_220, ratio: 16))
        for width in stride(from: 64, through: 8192, by: 301) {
            for height in stride(from: 64, through: 8192, by: 307) {
                let size = PixelSize(width: width, height: height)
                let nearest = try #require(limits.nearest(to: size), "\(size)")
                #expect(limits.allow(nearest), "\(size) became \(nearest)")
            }
        }
    }

    @Test func aModelThatIsToldNoSizeTakesAny() {
        let size = PixelSize(width: 77, height: 3)
        #expect(ModelSizes.ofReference.allow(size) && ModelSizes.ofReference.nearest(to: size) == size)
    }

    @Test func whatIsReservedCoversEveryTokenThatAPromptCanHave() {
        let price = ModelPrice(
            images: [PixelSize(width: 1024, height: 1024): MicroDollars(53_000)],
            tokens: TokenPrice(input: MicroDollars(5_000_000), output: MicroDollars(30_000_000)))
        let square = PixelSize(width: 1024, height: 1024)
        #expect(price.most(for: square, promptBytes: 1000) == MicroDollars(58_000))
        #expect(price.most(for: PixelSize(width: 8, height: 8), promptBytes: 1) == nil, "no price, no call")
        #expect(price.settled(for: square, inputTokens: 20, outputTokens: 1756) == MicroDollars(52_780))
        #expect(price.settled(for: square, inputTokens: nil, outputTokens: nil) == MicroDollars(53_000))
    }

    @Test func tokensOfABrokenAnswerNeverOverflow() {
        let price = TokenPrice(input: MicroDollars(.max), output: MicroDollars(1))
        #expect(price.cost(inputTokens: .max, outputTokens: .min) == MicroDollars(.max / 4))
        #expect(TokenPrice(input: MicroDollars(1), output: .zero).cost(inputTokens: 1, outputTokens: 0).count == 1)
    }

    @Test func ofTwoModelsOfOneNameTheLaterCounts() {
        let first = Model(name: "a", provider: "x", id: "1", price: .free)
        let second = Model(name: "a", provider: "x", id: "2", price: .free)
        #expect(ModelRegistry([first, second])["a"]?.id == "2")
        #expect(ModelRegistry([first, second]).models.count == 1)
    }
}
