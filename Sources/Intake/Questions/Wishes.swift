import Core

/// What the plain words of an issue ask for: readings that few sentences about a scene share.
struct Wishes {
    /// A number of assets, with its noun: `3`, `posters`.
    struct Count: Hashable {
        let count: Int
        let noun: String
    }

    private let sentences: [[Wording.Word]]
    /// Of more values than these nobody chooses.
    private static let mostOptions = 6

    init(_ wording: Wording) { sentences = wording.sentences }

    /// The first number of assets that is asked for.
    ///
    /// Asked for by a verb (`make three posters`), by the beginning of a text (`Three posters of …`), or as so many variants.
    var count: Count? {
        for (place, sentence) in sentences.enumerated() {
            for start in sentence.indices {
                guard let (found, end) = Self.counted(sentence, from: start) else { continue }
                let before = Self.beforeFillers(sentence, start)
                let isAsked = before.map { Self.verbs.contains($0) } ?? false
                let next = sentence.indices.contains(end) ? sentence[end].text : nil
                let isClosed = next == nil || sentence[end - 1].isBeforePause
                let isTitle =
                    place < 2 && before == nil && sentence[0].text != "of"
                    && (isClosed || next.map { Self.followers.contains($0) } ?? true)
                let areVariants =
                    Self.variants.contains(found.noun) && next != "of"
                    && start > 0 && ["in", "with", "as"].contains(sentence[start - 1].text)
                if isAsked || isTitle || areVariants { return found }
            }
        }
        return nil
    }

    /// The sizes in pixels that are named, each once, the first few.
    var sizes: [PixelSize] {
        var sizes: [PixelSize] = []
        for sentence in sentences {
            for (place, word) in sentence.enumerated() {
                var text = word.text
                if ["x", "×"].contains(text), place > 0, sentence.indices.contains(place + 1) {
                    text = sentence[place - 1].text + "x" + sentence[place + 1].text
                }
                guard text.has(UInt8(ascii: "x"), or: 0xC3), text.utf8.contains(where: { (0x30...0x39).contains($0) })
                else { continue }
                let sides = text.replacing("px", with: "").split { "x×".contains($0) }
                guard sides.count == 2, sides.allSatisfy({ $0.allSatisfy { $0.isASCII && $0.isNumber } }),
                    let width = Int(sides[0]), let height = Int(sides[1])
                else { continue }
                let size = PixelSize(width: width, height: height)
                if SizeText.isWithinLimits(size), !sizes.contains(size), sizes.count < Self.mostOptions {
                    sizes.append(size)
                }
            }
        }
        return sizes
    }

    /// The aspect ratio that is named first; a time of day or a result of a match is none.
    var ratio: AspectRatio? {
        for sentence in sentences {
            for word in sentence where word.text.has(UInt8(ascii: ":")) {
                guard AspectRatio.common.contains(word.text), let ratio = AspectRatio(word.text) else { continue }
                let isOfShape = sentence.contains { Self.shapeWords.contains($0.text) }
                if isOfShape || ["16:9", "21:9"].contains(word.text) { return ratio }
            }
        }
        return nil
    }

    /// The seeds that are named, each once, the first few: `seed 42`, `--seed=42`.
    var seeds: [Seed] {
        var seeds: [Seed] = []
        for sentence in sentences {
            for (place, word) in sentence.enumerated() {
                var digits: Substring?
                var next = place + 1
                if ["seed", "--seed"].contains(word.text), sentence.indices.contains(place + 1) {
                    digits = sentence[place + 1].text[...]
                    next = place + 2
                } else if word.text.hasPrefix("seed") || word.text.hasPrefix("--seed"),
                    let sign = word.text.firstIndex(where: { "=:".contains($0) }),
                    ["seed", "--seed"].contains(word.text[..<sign])
                {
                    digits = word.text[word.text.index(after: sign)...]
                }
                // `a seed 3 cm deep` is a plant's.
                let isMeasure = sentence.indices.contains(next) && Self.measures.contains(sentence[next].text)
                guard let digits, digits.allSatisfy({ $0.isASCII && $0.isNumber }),
                    let seed = Int(digits).flatMap({ Seed($0) }),
                    !isMeasure, !seeds.contains(seed), seeds.count < Self.mostOptions
                else { continue }
                seeds.append(seed)
            }
        }
        return seeds
    }

    /// The file type that is asked for first: `as a JPEG`, `in WebP format`.
    var format: MediaType? {
        for sentence in sentences {
            for (place, word) in sentence.enumerated() {
                guard (3...4).contains(word.text.utf8.count), let type = Self.types[word.text] else { continue }
                let before = sentence[..<place].suffix(2).map(\.text)
                let next = sentence.indices.contains(place + 1) ? sentence[place + 1].text : ""
                if before.contains("as") || ["format", "file", "files"].contains(next) { return type }
            }
        }
        return nil
    }

    /// Whether a moving picture is asked for: `make a short video of …`.
    var asksForVideo: Bool {
        sentences.contains { sentence in
            sentence.indices.contains { place in
                guard Self.videos.contains(sentence[place].text) else { return false }
                let next = sentence.indices.contains(place + 1) ? sentence[place + 1].text : nil
                let isWhole =
                    next == nil || sentence[place].isBeforePause
                    || next.map { ["of", "about", "for", "showing", "that", "with", "in", "where"].contains($0) }
                        ?? true
                var before = sentence[..<place]
                while let last = before.last, Self.videoWords.contains(last.text) || last.text.first?.isNumber == true {
                    before.removeLast()
                }
                return isWhole && before.last.map { Self.verbs.contains($0.text) } ?? false
            }
        }
    }

    /// The US dollars that are to be spent at most.
    var budget: MicroDollars? {
        for sentence in sentences {
            for (place, word) in sentence.enumerated() {
                guard let amount = Self.dollars(word.text, next: sentence.dropFirst(place + 1).first?.text) else {
                    continue
                }
                let before = sentence[..<place].suffix(5).map(\.text)
                let isLimit = before.contains("spend") || before.last == "budget" || before.suffix(2).first == "budget"
                if isLimit { return amount }
            }
        }
        return nil
    }

    private static func dollars(_ word: String, next: String?) -> MicroDollars? {
        if word.hasPrefix("$") {
            return NumberText.number(String(word.dropFirst())).flatMap(MicroDollars.init(dollars:))
        }
        guard let next, dollarWords.contains(next) else { return nil }
        return NumberText.number(word).flatMap(MicroDollars.init(dollars:))
    }

    /// `five large posters` from a place on, with the place behind it.
    private static func counted(_ sentence: [Wording.Word], from start: Int) -> (Count, end: Int)? {
        guard let count = number(sentence[start].text), !sentence[start].isBeforePause else { return nil }
        var place = start + 1
        while place < sentence.count, place <= start + 3, adjectives.contains(sentence[place].text) { place += 1 }
        guard place < sentence.count, nouns.contains(sentence[place].text) || variants.contains(sentence[place].text)
        else { return nil }
        return (Count(count: count, noun: sentence[place].text), place + 1)
    }

    private static func number(_ word: String) -> Int? {
        if word.utf8.count <= 6, let position = numberWords.firstIndex(of: word) { return position + 2 }
        guard word.utf8.count <= 3, word.allSatisfy({ $0.isASCII && $0.isNumber }) else { return nil }
        return Int(word).flatMap { (2...100).contains($0) ? $0 : nil }
    }

    /// The word before a place that is no filler such as `me a set of`; nil at the beginning of the sentence.
    private static func beforeFillers(_ sentence: [Wording.Word], _ start: Int) -> String? {
        sentence[..<start].last { !fillers.contains($0.text) }?.text
    }

    private static let numberWords = [
        "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    ]
    private static let types: [String: MediaType] = ["png": .png, "jpeg": .jpeg, "jpg": .jpeg, "webp": .webp]
    private static let shapeWords: Set<String> = ["aspect", "ratio", "--ar", "format", "widescreen", "cinematic"]
    private static let videos = ["video", "animation", "clip", "film"]
    private static let dollarWords = ["usd", "dollars", "dollar", "$"]
    private static let verbs: Set<String> = [
        "make", "create", "generate", "produce", "draw", "paint", "design", "render", "need", "want", "like", "give",
        "please", "deliver",
    ]
    private static let fillers: Set<String> = [
        "me", "us", "a", "set", "of", "series", "the", "exactly", "about", "around", "to", "have", "get", "up",
    ]
    private static let nouns: Set<String> = [
        "images", "pictures", "pics", "photos", "posters", "icons", "illustrations", "wallpapers", "banners", "logos",
        "drawings", "paintings", "renders", "thumbnails", "avatars", "stickers", "postcards",
    ]
    private static let variants: Set<String> = ["variations", "variants", "versions", "alternatives"]
    private static let adjectives: Set<String> = [
        "different", "distinct", "separate", "new", "small", "large", "big", "nice", "high-quality", "square",
        "portrait", "landscape", "wide", "vertical", "horizontal", "minimal", "minimalist", "simple", "flat",
        "colourful", "colorful", "unique", "similar", "more", "alternative", "vintage", "retro", "watercolour",
        "watercolor", "digital", "promotional", "social", "media", "hero", "blog", "header", "cover", "app", "game",
        "desktop", "product", "movie", "film", "travel", "event", "marketing", "matching", "black-and-white",
    ]
    /// What may follow the noun of a title that asks: `posters of …`, but not `posters hang on …`.
    private static let followers: Set<String> = ["of", "for", "showing", "featuring", "with", "about", "that"]
    private static let measures: Set<String> = ["cm", "mm", "m", "inch", "inches", "days", "weeks", "years", "g", "kg"]
    private static let videoWords: Set<String> = [
        "a", "an", "the", "me", "us", "short", "little", "quick", "brief", "second", "seconds", "promo", "looping",
    ]
}
