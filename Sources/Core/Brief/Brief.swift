/// The validated request read from an issue; every value is within the limits that the documentation states.
package struct Brief: Hashable, Sendable {
    package var kind: BriefKind = .image
    package var prompt: String
    package var negativePrompt: String?
    /// How many assets, from 1.
    package var count = 1
    package var size = PixelSize(width: 1024, height: 1024)
    /// Whether the brief itself says the size, so that another one is not what was asked for.
    package var namesSize = false
    /// Whether an asset is to have the size of the picture that it changes, as one is whose brief names no size.
    package var keepsSize = false
    /// Width over height, as `16:9`; nil where the brief did not name one.
    package var aspectRatio: String?
    /// A video's lines, as `1080p`.
    package var resolution: String?
    package var format: MediaType = .png
    /// Whether the brief itself says the format.
    package var namesFormat = false
    package var style: String?
    package var palette: [PaletteColour] = []
    package var seed: Seed
    /// The registry's name of a model; nil leaves the choice to the router.
    package var model: String?
    package var quality: QualityTier = .balanced
    /// 0–100: what a score must reach.
    package var threshold = 80
    /// Whether the brief itself says the threshold, so that no tier moves it.
    package var namesThreshold = false
    /// What each criterion must reach in this run; nil leaves it to `threshold` and the settings' floors.
    package var thresholds: RunThresholds?
    /// How often an asset may be made, the first time included.
    package var attempts = 3
    /// Nil leaves the run under the budgets of the settings alone.
    package var budget: MicroDollars?
    /// Relative to the repository, without `..`, ending in `/`.
    package var outputPath: String
    package var references: [String] = []
    /// Of an edit: the picture that marks what may change, named as a reference is; nil where all of it may.
    package var mask: String?
    /// Whether a text model improves the prompt before it is used.
    package var optimise = false
    /// Whether it does so in several named steps; only beside `optimise`.
    package var chain = false
    package var approval = false
    package var checkpoints: [String] = []
    /// How many scenes a story has; its items, where it has any, say what happens in each.
    package var scenes: Int?
    package var videos = false
    /// Seconds.
    package var duration: Double?
    package var fps: Int?
    package var firstFrame: String?
    package var lastFrame: String?
    package var camera: String?
    package var audio = false
    package var items: [BatchItem] = []

    package init(prompt: String, seed: Seed, outputPath: String) {
        self.prompt = prompt
        self.seed = seed
        self.outputPath = outputPath
    }

    /// Freezes what the rules make of the brief's tier, its own threshold and the settings' `bases`.
    package mutating func freeze(_ rules: QualityThresholds, bases: [String: Double]) {
        let named = namesThreshold ? [RunThresholds.score: Double(threshold)] : [:]
        let frozen = rules.frozen(tier: quality, named: named, bases: bases)
        thresholds = frozen
        if let score = frozen.ample[RunThresholds.score] { threshold = Int(score.rounded()) }
    }

    /// Whether a size is what was asked for: where none was named any is, in the shape that was named if one was.
    package func isAsked(_ size: PixelSize, for item: BatchItem, changed: PixelSize? = nil) -> Bool {
        let wanted = self.size(of: item, changed: changed)
        guard size != wanted else { return true }
        guard !asksForSize(of: item, changed: changed) else { return false }
        guard aspectRatio != nil else { return true }
        let shape = Double(size.width * wanted.height) / Double(size.height * wanted.width)
        return abs(shape - 1) < 0.02
    }

    /// Whether a certain size was asked for, by its own words or by the picture that is changed.
    package func asksForSize(of item: BatchItem?, changed: PixelSize? = nil) -> Bool {
        item?.size != nil || namesSize || keepsSize && changed != nil
    }

    /// The size that an item is to have; `changed`: that of the picture that it changes, where there is one.
    package func size(of item: BatchItem?, changed: PixelSize?) -> PixelSize {
        item?.size ?? (keepsSize ? changed : nil) ?? size
    }

    /// The assets that the brief asks for, in order: its items, or `count` of its prompt, keyed `01`, `02`, …; of a story its parts.
    package var assets: [BatchItem] {
        if kind == .story { return storyAssets }
        guard items.isEmpty else { return items }
        let digits = max(2, String(count).count)
        return (1...max(1, count)).map { position in
            let number = String(position)
            return BatchItem(
                key: AssetKey(String(repeating: "0", count: max(0, digits - number.count)) + number), prompt: prompt)
        }
    }
}
