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
        let close = BriefField.allCases.filter { Nearest.distance(plain($0.rawValue), word) <= edits }
        return close.count == 1 ? close[0] : nil
    }

    /// Keys of a `yaml` block have no typing errors: those are told.
    static func field(key: String) -> BriefField? { known[plain(key)] }

    /// Letters and digits alone, in lower case, singular, in British spelling.
    static func plain(_ text: String) -> String {
        var word = ""
        var depth = 0
        for character in HalfWidth.of(text).lowercased() {
            switch character {
            case "(": depth += 1
            case ")": depth = max(0, depth - 1)
            case _ where depth == 0 && (character.isLetter || character.isNumber): word.append(character)
            default: continue
            }
        }
        word = word.replacing("optimiz", with: "optimis").replacing("color", with: "colour")
        return word.count > 3 && word.hasSuffix("s") ? String(word.dropLast()) : word
    }

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
