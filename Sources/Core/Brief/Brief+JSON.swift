extension Brief {
    /// The brief as the log and `--json` show it: lower camel case, what was not given left out.
    package var json: JSONValue {
        var members: [String: JSONValue] = [
            "kind": .string(kind.rawValue), "prompt": .string(prompt), "count": .integer(Int64(count)),
            "size": .string(size.description), "format": .string(format.format),
            "seed": .integer(Int64(seed.value)), "quality": .string(quality.rawValue),
            "threshold": .integer(Int64(threshold)), "attempts": .integer(Int64(attempts)),
            "outputPath": .string(outputPath), "optimise": .bool(optimise), "approval": .bool(approval),
        ]
        members["negativePrompt"] = negativePrompt.map(JSONValue.string)
        members["aspectRatio"] = aspectRatio.map(JSONValue.string)
        members["resolution"] = resolution.map(JSONValue.string)
        members["style"] = style.map(JSONValue.string)
        members["model"] = model.map(JSONValue.string)
        members["budget"] = budget.map { .number($0.dollars) }
        members["scenes"] = scenes.map { .integer(Int64($0)) }
        members["duration"] = duration.map(JSONValue.number)
        members["fps"] = fps.map { .integer(Int64($0)) }
        members["firstFrame"] = firstFrame.map(JSONValue.string)
        members["lastFrame"] = lastFrame.map(JSONValue.string)
        members["camera"] = camera.map(JSONValue.string)
        if keepsSize { members["keepsSize"] = true }
        if namesSize { members["namesSize"] = true }
        if namesFormat { members["namesFormat"] = true }
        if namesThreshold { members["namesThreshold"] = true }
        members["thresholds"] = thresholds?.json
        if chain { members["chain"] = true }
        if videos { members["videos"] = true }
        if audio { members["audio"] = true }
        if !palette.isEmpty { members["palette"] = .array(palette.map { .string($0.name) }) }
        if !references.isEmpty { members["references"] = .array(references.map(JSONValue.string)) }
        members["mask"] = mask.map(JSONValue.string)
        if !checkpoints.isEmpty { members["checkpoints"] = .array(checkpoints.map(JSONValue.string)) }
        if !items.isEmpty { members["items"] = .array(items.map(\.json)) }
        return .object(members)
    }

    /// The inverse of `json`; nil where a required member is missing or malformed.
    package init?(json: JSONValue) {
        guard let prompt = json["prompt"]?.string, let seed = json["seed"]?.integer.flatMap({ Seed($0) }),
            let outputPath = json["outputPath"]?.string, let size = json["size"]?.string.flatMap(PixelSize.init),
            let kind = json["kind"]?.string.flatMap(BriefKind.init), let count = json["count"]?.integer,
            let format = json["format"]?.string.flatMap(MediaType.init(format:)),
            let quality = json["quality"]?.string.flatMap(QualityTier.init),
            let threshold = json["threshold"]?.integer, let attempts = json["attempts"]?.integer
        else { return nil }
        self.init(prompt: prompt, seed: seed, outputPath: outputPath)
        self.kind = kind
        self.count = count
        self.size = size
        self.format = format
        self.quality = quality
        self.threshold = threshold
        self.attempts = attempts
        namesSize = json["namesSize"]?.bool ?? false
        namesFormat = json["namesFormat"]?.bool ?? false
        namesThreshold = json["namesThreshold"]?.bool ?? false
        keepsSize = json["keepsSize"]?.bool ?? false
        thresholds = json["thresholds"].flatMap(RunThresholds.init(json:))
        negativePrompt = json["negativePrompt"]?.string
        aspectRatio = json["aspectRatio"]?.string
        resolution = json["resolution"]?.string
        style = json["style"]?.string
        model = json["model"]?.string
        budget = json["budget"]?.number.flatMap(MicroDollars.init(dollars:))
        optimise = json["optimise"]?.bool ?? false
        chain = json["chain"]?.bool ?? false
        approval = json["approval"]?.bool ?? false
        scenes = json["scenes"]?.integer
        videos = json["videos"]?.bool ?? false
        duration = json["duration"]?.number
        fps = json["fps"]?.integer
        firstFrame = json["firstFrame"]?.string
        lastFrame = json["lastFrame"]?.string
        camera = json["camera"]?.string
        audio = json["audio"]?.bool ?? false
        palette = (json["palette"]?.array ?? []).compactMap { $0.string.flatMap(PaletteColour.init) }
        references = (json["references"]?.array ?? []).compactMap(\.string)
        mask = json["mask"]?.string
        checkpoints = (json["checkpoints"]?.array ?? []).compactMap(\.string)
        items = (json["items"]?.array ?? []).compactMap(BatchItem.init(json:))
    }
}

extension BatchItem {
    package var json: JSONValue {
        var members: [String: JSONValue] = ["key": .string(key.text), "prompt": .string(prompt)]
        members["size"] = size.map { .string($0.description) }
        members["seed"] = seed.map { .integer(Int64($0.value)) }
        return .object(members)
    }

    package init?(json: JSONValue) {
        guard let key = json["key"]?.string, let prompt = json["prompt"]?.string else { return nil }
        self.init(
            key: AssetKey(key), prompt: prompt, size: json["size"]?.string.flatMap(PixelSize.init),
            seed: json["seed"]?.integer.flatMap { Seed($0) })
    }
}
