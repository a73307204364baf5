/// One brief of the corpus by which estimates are measured: an issue, and what lies beside it.
package struct CorpusBrief: Sendable {
    package let name: String
    /// The members of the issue's block, in YAML.
    package let fields: [(name: String, value: String)]
    /// Whether somebody looks at the pictures.
    package var isJudged = false
    /// Whether a picture `boat.png` of 1024×1024 lies beside the issue.
    package var hasPicture = false
    /// Whether `ffmpeg` is needed.
    package var isVideo = false

    package var issue: String {
        let lines = fields.map { "\($0.name): \($0.value)" }.joined(separator: "\n")
        return "---\ntitle: \(name)\nauthor: ada\n---\n\n```yaml\n\(lines)\n```\n"
    }

    package var settings: String {
        "review: {judge: {models: \(isJudged ? "eyes" : "none")}}\ntextModel: writer\n"
    }

    /// Fixed: where an estimate does not hold for one, it is the estimate that is mended.
    package static let all: [CorpusBrief] = [
        brief("image", [("prompt", boat), ("model", "gpt-image-2"), ("size", "1024x1024")]),
        brief(
            "three wide ones, fast",
            [("prompt", boat), ("model", "gpt-image-2-low"), ("size", "1536x1024"), ("count", "3")]),
        brief("tall, high", [("prompt", keeper), ("model", "gpt-image-2-high"), ("size", "1024x1536")]),
        brief(
            "two large ones", [("prompt", keeper), ("model", "seedream-4-5"), ("size", "2048x2048"), ("count", "2")]),
        brief("whatever model suits", [("prompt", boat), ("size", "1024x1024"), ("quality", "balanced")]),
        brief("fast tier", [("prompt", market), ("quality", "fast"), ("count", "2")]),
        brief("high tier", [("prompt", market), ("quality", "high"), ("size", "2048x2048")]),
        brief(
            "with style, palette and what is not wanted",
            [
                ("prompt", market), ("model", "gpt-image-2"), ("style", "linocut in three colours"),
                ("palette", "[navy, coral, '#fff4d6']"), ("negativePrompt", "text, people"),
            ]),
        brief("rewritten", [("prompt", short), ("model", "gpt-image-2-low"), ("optimise", "yes")]),
        brief("rewritten in steps", [("prompt", short), ("model", "gpt-image-2"), ("optimise", "chain")]),
        brief(
            "rewritten, two of one prompt",
            [
                ("prompt", boat), ("model", "seedream-4"), ("optimise", "yes"), ("count", "2"), ("size", "2048x2048"),
            ]),
        brief(
            "batch",
            [
                ("kind", "batch"), ("model", "gpt-image-2"),
                (
                    "items",
                    "[\(boat), \(keeper), {prompt: \(market), size: 1536x1024}, {prompt: \(short), size: 1024x1536}]"
                ),
            ]),
        brief(
            "batch, rewritten",
            [
                ("kind", "batch"), ("model", "seedream-3"), ("optimise", "yes"),
                ("items", "[\(boat), \(keeper), \(market)]"),
            ]),
        brief(
            "edit",
            [
                ("kind", "edit"), ("prompt", "make it night, with lanterns lit on deck"), ("model", "gpt-image-2"),
                ("references", "[boat.png]"), ("size", "1024x1024"),
            ], hasPicture: true),
        brief(
            "edit by a list price",
            [
                ("kind", "edit"), ("prompt", "let it snow"), ("model", "seedream-4"), ("references", "[boat.png]"),
                ("size", "2048x2048"),
            ], hasPicture: true),
        brief("judged", [("prompt", boat), ("model", "gpt-image-2-low"), ("size", "1024x1024")], isJudged: true),
        brief(
            "judged edit",
            [
                ("kind", "edit"), ("prompt", "make it night"), ("model", "gpt-image-2"), ("references", "[boat.png]"),
                ("size", "1024x1024"),
            ], isJudged: true, hasPicture: true),
        brief(
            "video",
            [
                ("kind", "video"), ("prompt", boat), ("model", "clip"), ("resolution", "720p"), ("duration", "5"),
            ], isVideo: true),
        brief(
            "long video, upright and rewritten",
            [
                ("kind", "video"), ("prompt", keeper), ("model", "clip"), ("size", "1088x1920"), ("duration", "10"),
                ("optimise", "yes"),
            ], isVideo: true),
        brief(
            "video by the second, from a picture",
            [
                ("kind", "video"), ("prompt", boat), ("model", "clip"), ("firstFrame", "boat.png"), ("size", "864x480"),
                ("duration", "3"),
            ], hasPicture: true, isVideo: true),
    ]

    private static let boat = "A red fishing boat with a white wheelhouse leaves a small harbour at dawn"
    private static let keeper =
        "The keeper of a lighthouse in a yellow oilskin climbs the last steps of the tower; through the window a storm comes up over "
        + "a grey sea and a three-masted ship with torn sails heels towards the rocks"
    private static let market = "A covered market in Lisbon on a Saturday morning"
    private static let short = "a fox in the snow"

    private static func brief(
        _ name: String, _ fields: [(String, String)], isJudged: Bool = false, hasPicture: Bool = false,
        isVideo: Bool = false
    ) -> CorpusBrief {
        let always = [("threshold", "0"), ("attempts", "2"), ("seed", "7")]
        return CorpusBrief(
            name: name, fields: (fields + always).map { (name: $0.0, value: quoted($0.0, $0.1)) }, isJudged: isJudged,
            hasPicture: hasPicture, isVideo: isVideo)
    }

    /// A prompt may hold what means something in YAML.
    private static func quoted(_ name: String, _ value: String) -> String {
        name == "prompt" ? "\"\(value)\"" : value
    }

    /// The registry's entries that the corpus has beside those that ship, whose prices of text are not known.
    package static let models = [
        "writer.yml": """
        kind: Model
        name: writer
        provider: openai
        id: writer-1
        abilities: [text]
        price: {tokens: {input: 0.6, output: 2.4}, note: of a test}
        timeout: 1m
        """,
        "eyes.yml": """
        kind: Model
        name: eyes
        provider: openai
        id: eyes-1
        abilities: [text, vision]
        price: {tokens: {input: 1, output: 5}, note: of a test}
        timeout: 1m
        """,
        "clip.yml": """
        kind: Model
        name: clip
        provider: ark
        id: clip-1
        abilities: [video]
        takesSeed: true
        sizes: [864x480, 1248x704, 704x1248, 1920x1088, 1088x1920]
        clips: {seconds: [2, 12], fps: 24}
        price: {videoTokens: 2.5, note: of a test}
        pace: 1s
        """,
    ]
}
