import Core

/// What the draft takes from a prompt: subjects, light, style, colours, and words to write on it.
struct PromptReading: Sendable {
    let subjects: [Subject]
    let mood: Mood
    let hour: Hour
    let style: DraftStyle
    /// The brief's palette, or two and more colours of the prompt; they lead the whole picture.
    let palette: [Tint]
    /// The one colour that the prompt names, as in "a red robot".
    let emphasis: Tint?
    /// For the caption, in the prompt's order; letters that the usual fonts have, lower case.
    let labels: [String]
    /// Whether nothing that was named can be drawn as itself.
    var isAbstract: Bool { subjects.isEmpty }

    /// Reads at most 400 words, the brief's style and palette before the prompt's own.
    init(_ request: ImageRequest) {
        let words = Self.words(of: request.prompt)
        let styleWords = Self.words(of: request.style ?? "")
        var subjects: [Subject] = []
        var labels: [String] = []
        var colours = request.palette.map { Tint($0) }
        for word in words {
            if let subject = Self.look(up: word, in: Subject.words) {
                if !subjects.contains(subject) { subjects.append(subject) }
                if !labels.contains(word) { labels.append(word) }
            } else if let colour = Self.colour(word) {
                let tint = Tint(colour)
                if request.palette.isEmpty, !colours.contains(tint) { colours.append(tint) }
            } else if Self.isTelling(word), !labels.contains(word) {
                labels.append(word)
            }
        }
        self.subjects = subjects
        self.labels = labels.filter(Self.isInFonts)
        palette = request.palette.isEmpty && colours.count == 1 ? [] : colours
        emphasis = palette.isEmpty ? colours.first : nil
        mood = words.lazy.compactMap { Mood.words[$0] }.first ?? .calm
        let darkHour: Hour = subjects.contains(.moon) || subjects.contains(.star) ? .night : .day
        hour = words.lazy.compactMap { Hour.words[$0] }.first ?? darkHour
        style = (styleWords + words).lazy.compactMap { DraftStyle.words[$0] }.first ?? .flat
    }

    static func words(of text: String) -> [String] {
        text.lowercased().split(maxSplits: 400) { !$0.isLetter && !$0.isNumber && $0 != "#" }.prefix(400)
            .map { String($0.prefix(40)) }
    }

    /// The meaning of a word, or of what it is the plural of.
    private static func look<Meaning>(up word: String, in meanings: [String: Meaning]) -> Meaning? {
        if let meaning = meanings[word] { return meaning }
        for ending in ["s", "es"] where word.hasSuffix(ending) {
            if let meaning = meanings[String(word.dropLast(ending.count))] { return meaning }
        }
        return word.hasSuffix("ies") ? meanings[String(word.dropLast(3)) + "y"] : nil
    }

    /// A colour's name or number; names that mean a thing first are left to the things.
    private static func colour(_ word: String) -> PaletteColour? {
        ["sky", "forest", "sand", "rose", "salmon", "peach", "plum"].contains(word) ? nil : PaletteColour(word)
    }

    private static func isTelling(_ word: String) -> Bool {
        word.count > 3 && !word.contains("#") && Mood.words[word] == nil && DraftStyle.words[word] == nil
            && !small.contains(word) && !word.allSatisfy(\.isNumber)
    }

    /// Latin, Greek, Cyrillic, Hebrew and Arabic letters; the rest would stand there as empty boxes.
    private static func isInFonts(_ word: String) -> Bool { word.unicodeScalars.allSatisfy { $0.value < 0x700 } }

    private static let small: Set<String> = [
        "with", "over", "under", "from", "into", "that", "this", "their", "there", "very", "some", "above", "below",
        "behind", "beside", "between", "through", "against", "light", "lit", "near", "and", "the", "picture", "image",
        "images", "photo", "style", "make", "please", "create", "draw", "generate", "background", "foreground", "small",
        "large", "tall", "little", "great", "seen", "view", "wide", "close", "soft", "warm", "cool", "colours",
        "colors",
        "colour", "color", "palette", "tones", "standing", "looking", "must", "should", "have", "three", "four", "five",
    ]
}
