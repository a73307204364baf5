import Core

/// Finds the field that a heading or a key means, however people wrote it.
///
/// Case, spacing, hyphens, colons, emoji, bold type, a remark in parentheses, plural and American spelling do not matter;
/// headings may also have a typing error or two, where they are long enough for that to be safe.
enum FieldMatcher {
    static func field(heading: String) -> BriefField? {
        let word = plain(heading)
        if let field = known[word] { return field }
        let edits = word.count >= 9 ? 2 : word.count >= 5 ? 1 : 0
        guard edits > 0 else { return nil }
        let close = names.filter { Nearest.distance($0.plain, word, atMost: edits) <= edits }
        return close.count == 1 ? close[0].field : nil
    }

    /// Keys of a `yaml` block have no typing errors: those are told.
    static func field(key: String) -> BriefField? { known[plain(key)] }

    /// Letters and digits alone, in lower case, singular, in British spelling.
    static func plain(_ text: String) -> String {
        var word = ""
        var depth = 0
        // Of two kinds in one: what is plain needs no look at how characters join.
        if text.isPlainASCII {
            for byte in text.utf8 {
                switch byte {
                case UInt8(ascii: "("): depth += 1
                case UInt8(ascii: ")"): depth = max(0, depth - 1)
                case UInt8(ascii: "A")...UInt8(ascii: "Z") where depth == 0:
                    word.unicodeScalars.append(Unicode.Scalar(byte | 0x20))
                case UInt8(ascii: "a")...UInt8(ascii: "z") where depth == 0,
                    UInt8(ascii: "0")...UInt8(ascii: "9") where depth == 0:
                    word.unicodeScalars.append(Unicode.Scalar(byte))
                default: continue
                }
            }
            return british(word)
        }
        for character in HalfWidth.of(text).lowercased() {
            switch character {
            case "(": depth += 1
            case ")": depth = max(0, depth - 1)
            case _ where depth == 0 && (character.isLetter || character.isNumber): word.append(character)
            default: continue
            }
        }
        return british(word)
    }

    private static func british(_ word: String) -> String {
        var word = word
        if word[...].place(of: "optimiz") != nil { word = word.replacing("optimiz", with: "optimis") }
        if word[...].place(of: "color") != nil { word = word.replacing("color", with: "colour") }
        return word.hasSuffix("s") && word.count > 3 ? String(word.dropLast()) : word
    }

    private static let names = BriefField.allCases.map { (field: $0, plain: plain($0.rawValue)) }

    private static let known: [String: BriefField] = {
        var known: [String: BriefField] = [:]
        for (field, words) in otherWords {
            for word in words { known[plain(word)] = field }
        }
        for field in BriefField.allCases { known[plain(field.rawValue)] = field }
        return known
    }()

    /// What people call fields beside their names.
    private static let otherWords: [BriefField: [String]] = [
        .kind: ["type of asset", "what to make"],
        .prompt: ["what should it show"],
        .negativePrompt: ["negative", "what to avoid"],
        .count: ["how many", "number of images", "number of pictures", "image count"],
        .size: ["image size", "dimensions"],
        .aspectRatio: ["aspect", "ratio"],
        .format: ["file format", "image format"],
        .palette: ["colours", "colour palette"],
        .quality: ["quality tier"],
        .threshold: ["quality threshold", "review threshold"],
        .attempts: ["max attempts", "maximum attempts"],
        .budget: ["budget usd", "maximum cost"],
        .outputPath: ["output folder", "output directory"],
        .references: ["reference images", "reference pictures"],
        .mask: ["mask image", "mask picture", "edit mask"],
        .optimise: ["optimise prompt", "prompt optimisation", "optimisation"],
        .approval: ["needs approval", "require approval"],
        .duration: ["duration in seconds", "length in seconds"],
        .fps: ["frames per second", "frame rate"],
        .camera: ["camera movement", "camera motion"],
        .audio: ["with audio", "sound"],
        .items: ["batch items", "list of items"],
    ]
}
