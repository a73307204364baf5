import Core
import Testing

@Suite struct BriefJSONTests {
    @Test func aBriefComesBackWhole() throws {
        var brief = Brief(prompt: "a \"lighthouse\"\n", seed: Seed(hashing: "x"), outputPath: "assets/x/")
        brief.kind = .batch
        brief.size = PixelSize(width: 640, height: 480)
        brief.format = .webp
        brief.palette = try [#require(PaletteColour("navy")), #require(PaletteColour("#fc0"))]
        brief.budget = MicroDollars(1_500_000)
        brief.items = [
            BatchItem(key: AssetKey("a"), prompt: "one"),
            BatchItem(
                key: AssetKey("b"), prompt: "two", size: PixelSize(width: 64, height: 65), seed: Seed(hashing: "y")),
        ]
        brief.duration = 2.5
        let text = brief.json.text
        #expect(Brief(json: try JSONValue(parsing: text)) == brief)
    }

    @Test func assetsAreTheItemsOrNumbered() {
        var brief = Brief(prompt: "p", seed: Seed(hashing: "x"), outputPath: "a/")
        brief.count = 3
        #expect(brief.assets.map(\.key.text) == ["01", "02", "03"])
        brief.count = 100
        #expect(brief.assets.first?.key.text == "001")
        brief.items = [BatchItem(key: AssetKey("fox"), prompt: "a fox")]
        #expect(brief.assets.map(\.key.text) == ["fox"])
    }
}
