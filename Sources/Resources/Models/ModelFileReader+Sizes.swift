import Core

extension ModelFileReader {
    /// A list of sizes, a mapping of limits, or `adaptive`: whatever the picture has that is given.
    mutating func sizes(of top: MappingReader) -> ModelSizes? {
        guard let node = top["sizes"] else { return nil }
        if node.text == "adaptive" { return .ofReference }
        guard node.members == nil else { return limits(node).map(ModelSizes.limits) }
        var sizes: [PixelSize] = []
        for word in top.texts("sizes", problems: &problems) {
            if let size = size(word.text, at: word.mark) { sizes.append(size) }
        }
        return sizes.isEmpty ? nil : .listed(sizes)
    }

    private mutating func limits(_ node: YAMLNode) -> ModelSizes.Limits? {
        let known = ["shortest", "longest", "multipleOf", "fewestPixels", "mostPixels", "ratio"]
        guard let members = MappingReader(node, "'sizes'", known: known, problems: &problems) else { return nil }
        var limits = ModelSizes.Limits()
        let side = 1...16_384
        limits.shortest = members.integer("shortest", in: side, problems: &problems) ?? limits.shortest
        limits.longest = members.integer("longest", in: side, problems: &problems) ?? limits.longest
        limits.multipleOf = members.integer("multipleOf", in: 1...1024, problems: &problems) ?? limits.multipleOf
        let pixels = 1...100_000_000
        limits.fewestPixels = members.integer("fewestPixels", in: pixels, problems: &problems) ?? limits.fewestPixels
        limits.mostPixels = members.integer("mostPixels", in: pixels, problems: &problems) ?? limits.mostPixels
        limits.ratio = members.integer("ratio", in: 1...1024, problems: &problems) ?? limits.ratio
        if limits.shortest > limits.longest || limits.fewestPixels > limits.mostPixels {
            problems.add(node.mark, "No size lies within these 'sizes': a lower bound is above its upper one.")
        }
        return limits
    }

    /// What a picture costs; nil where that is missing or wrong, which is noted.
    mutating func price(of top: MappingReader) -> ModelPrice? {
        guard let node = top["price"] else {
            problems.add(
                top.mark, "'price' is missing.",
                hint: "Without a price a model is never called: 'price: {image: 0.04}'.")
            return nil
        }
        // Said on purpose: the model is described, and whoever knows its price may call it.
        if node.text == "unknown" { return .unknown }
        let known = ["image", "video", "videoTokens", "tokens", "audioSecond", "characters", "note"]
        guard let members = MappingReader(node, "'price'", known: known, problems: &problems) else { return nil }
        var images: [PixelSize: MicroDollars] = [:]
        var others: MicroDollars?
        if let bySize = members["image"]?.members, let table = members["image"] {
            let names = bySize.map(\.key)
            let reader = MappingReader(table, "'image'", known: names, problems: &problems)
            for member in bySize {
                let amount = reader.flatMap { dollars(member.key, of: $0) }
                if member.key == "other" {
                    others = amount
                } else if let size = size(member.key, at: member.mark) {
                    images[size] = amount
                }
            }
        } else {
            // Known of, but not called until somebody says what it costs.
            let isUnknown = members["image"]?.text == "unknown"
            others = isUnknown ? nil : dollars("image", of: members)
            if known.dropLast().allSatisfy({ members[$0] == nil }) {
                problems.add(node.mark, "'price' says nothing; it has \(known.dropLast().joined(separator: ", ")).")
            }
        }
        return ModelPrice(
            images: images, otherImages: others, tokens: tokens(of: members), video: video(of: members),
            audioSecond: dollars("audioSecond", of: members), characters: dollars("characters", of: members),
            note: members.text("note", problems: &problems) ?? "")
    }

    /// `video: 0.10` or `video: {720: 0.10, 1080: 0.20}` for a second, `videoTokens: 2.4` for a million.
    private mutating func video(of price: MappingReader) -> VideoPrice? {
        if let amount = dollars("videoTokens", of: price) { return .perMillionTokens(amount) }
        guard let bySide = price["video"]?.members, let table = price["video"] else {
            return dollars("video", of: price).map { .perSecond([1: $0]) }
        }
        let reader = MappingReader(table, "'video'", known: bySide.map(\.key), problems: &problems)
        var prices: [Int: MicroDollars] = [:]
        for member in bySide {
            guard let side = Int(member.key), side > 0 else {
                problems.add(
                    member.mark, "A key of 'video' is the lesser side in pixels, as 720, found '\(member.key)'.")
                continue
            }
            prices[side] = reader.flatMap { dollars(member.key, of: $0) }
        }
        return .perSecond(prices)
    }

    /// US dollars for a million of each.
    private mutating func tokens(of price: MappingReader) -> TokenPrice? {
        guard let node = price["tokens"],
            let members = MappingReader(node, "'tokens'", known: ["input", "output", "cached"], problems: &problems)
        else { return nil }
        guard let input = dollars("input", of: members), let output = dollars("output", of: members) else {
            for key in ["input", "output"] where members[key] == nil {
                problems.add(node.mark, "'tokens' has no '\(key)'.")
            }
            return nil
        }
        return TokenPrice(input: input, output: output, cached: dollars("cached", of: members))
    }

    private mutating func dollars(_ key: String, of members: MappingReader) -> MicroDollars? {
        members.number(key, in: 0...10_000, problems: &problems).flatMap(MicroDollars.init(dollars:))
    }

    private mutating func size(_ text: String, at mark: YAMLMark) -> PixelSize? {
        guard let size = PixelSize(text), max(size.width, size.height) <= 16_384 else {
            problems.add(mark, "A size is width and height in pixels, as 1024x1024, found '\(text.prefix(60))'.")
            return nil
        }
        return size
    }
}
