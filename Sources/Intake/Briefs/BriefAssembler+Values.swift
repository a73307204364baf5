import Core

extension BriefAssembler {
    /// One of a few words, or of other words that `aliases` maps to them; what stands behind is a remark.
    mutating func choice(_ field: BriefField, among words: [String], aliases: [String: String] = [:]) -> String? {
        guard has(field) else { return nil }
        let accepted = "one of " + words.joined(separator: ", ")
        guard let text = single(field, accepted: accepted) else { return nil }
        let found = HalfWidth.of(text).lowercased()
            .split { !($0.isLetter || $0.isNumber) }.map(String.init)
        // 'High (slow)' is high; 'high or fast' is neither.
        let meant = Set(found.compactMap { word in words.contains(word) ? word : aliases[word] })
        if meant.count == 1, let word = meant.first, found.first.map({ ($0 == word) || aliases[$0] == word }) ?? false {
            return word
        }
        note(
            field, found: text, accepted: accepted,
            nearest: meant.isEmpty
                ? Nearest.word(to: found.first ?? "", among: words) : meant.count == 1 ? meant.first : nil)
        return nil
    }

    mutating func integer(_ field: BriefField, in range: ClosedRange<Int>, units: [String] = []) -> Int? {
        guard has(field) else { return nil }
        let accepted =
            "a whole number from \(Grouped.digits(range.lowerBound)) to \(Grouped.digits(range.upperBound))"
        guard let text = single(field, accepted: accepted) else { return nil }
        let value = NumberText.number(text, units: units)
        if let value, value.rounded() == value, let number = Int(exactly: value), range.contains(number) {
            return number
        }
        let near = (value ?? NumberText.only(text)).map {
            String(Int(min(max($0.rounded(), Double(range.lowerBound)), Double(range.upperBound))))
        }
        note(field, found: text, accepted: accepted, nearest: near)
        return nil
    }

    mutating func decimal(_ field: BriefField, in range: ClosedRange<Int>, units: [String]) -> Double? {
        guard has(field) else { return nil }
        let accepted = "a number from \(range.lowerBound) to \(range.upperBound)"
        guard let text = single(field, accepted: accepted) else { return nil }
        let value = NumberText.number(text, units: units)
        let limits = Double(range.lowerBound)...Double(range.upperBound)
        if let value, limits.contains(value) { return value }
        let near = (value ?? NumberText.only(text)).map {
            JSONValue.number(min(max($0, limits.lowerBound), limits.upperBound)).text
        }
        note(field, found: text, accepted: accepted, nearest: near)
        return nil
    }

    /// Yes or no, or whether a form's box is ticked; no where nothing was given.
    mutating func flag(_ field: BriefField, or other: String? = nil) -> Bool {
        guard has(field) else { return false }
        let accepted = other.map { "yes, no or \($0)" } ?? "yes or no"
        guard let text = single(field, accepted: accepted) else { return false }
        let boxes = AnswerText.checkboxes(text)
        if !boxes.isEmpty { return boxes.contains(where: \.isTicked) }
        let word = HalfWidth.of(text).lowercased().trimmed.filter { !"._*`!✅".contains($0) }
        switch word {
        case "yes", "y", "true", "on", "x", "1", "ja", "oui", "✓", "☑": return true
        case "no", "n", "false", "off", "0", "": return false
        default:
            note(
                field, found: text, accepted: accepted,
                nearest: Nearest.word(to: word, among: ["yes", "no", "true", "false"] + (other.map { [$0] } ?? [])))
            return false
        }
    }

    /// Whether the prompt is improved, and whether in several steps: yes, no or chain, or the boxes of a form.
    mutating func optimisation() -> (isWanted: Bool, isChain: Bool) {
        let text = answers.answers[.optimise]?.text ?? ""
        let boxes = AnswerText.checkboxes(text)
        let isChain =
            boxes.isEmpty
            ? ["chain", "steps"].contains(HalfWidth.of(text).lowercased().trimmed.filter { !"._*`!".contains($0) })
            : boxes.contains { $0.isTicked && $0.label.lowercased().contains("steps") }
        return isChain ? (true, true) : (flag(.optimise, or: "chain"), false)
    }

    /// US dollars: `$5`, `5 USD`, `5.00`.
    mutating func budget() -> MicroDollars? {
        let accepted = "an amount in US dollars from 0 to 100,000, as 5.00"
        guard let text = single(.budget, accepted: accepted) else { return nil }
        var word = HalfWidth.of(text).lowercased().trimmed
        for sign in ["us$", "usd", "$"] where word.hasPrefix(sign) { word = String(word.dropFirst(sign.count)).trimmed }
        let value = NumberText.number(word, units: ["usd", "us dollars", "dollars", "dollar", "us$", "$"])
        if let value, (0...100_000).contains(value) { return MicroDollars(dollars: value) }
        let near = (value ?? NumberText.only(word)).flatMap {
            MicroDollars(dollars: min(abs($0), 100_000))?.description
        }
        note(.budget, found: text, accepted: accepted, nearest: near)
        return nil
    }

    mutating func palette() -> [PaletteColour] {
        let accepted = "at most 12 colours, by name or as #rrggbb"
        guard let answer = answers.answers[.palette] else { return [] }
        guard let words = answer.list() else {
            note(.palette, found: answer.shown, accepted: accepted)
            return []
        }
        if words.count > 12 {
            note(.palette, found: "\(words.count) colours", accepted: accepted, nearest: "12 colours")
        }
        var colours: [PaletteColour] = []
        for word in words.prefix(50) {
            let plain = HalfWidth.of(word).lowercased().filter { !"`*_\"'".contains($0) }.trimmed
            if let colour = PaletteColour(plain) {
                colours.append(colour)
            } else {
                // 'navy blue' is near navy; a yaml value that begins with # is a remark, so nothing arrives here.
                let parts = plain.split { !$0.isLetter }.map(String.init)
                let near =
                    parts.first { PaletteColour.named[$0] != nil }
                    ?? Nearest.word(to: plain, among: PaletteColour.named.keys.sorted())
                note(
                    .palette, found: word,
                    accepted: word.isEmpty ? accepted + " in quotation marks" : accepted, nearest: near)
            }
        }
        return colours
    }

    mutating func model() -> String? {
        let accepted = "a model's name: at most 100 letters, digits and . _ : / @ + -"
        guard let text = single(.model, accepted: accepted)?.filter({ $0 != "`" }).trimmed else { return nil }
        if ["auto", "automatic", "default", "any"].contains(text.lowercased()) { return nil }
        guard text.count <= 100,
            text.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || "._:/@+-".contains($0)) })
        else {
            note(.model, found: text, accepted: accepted)
            return nil
        }
        return text
    }

    /// The points at which a person wants to be asked; of a form's boxes the ticked ones.
    mutating func checkpoints() -> [String] {
        let accepted = "at most 10 names of letters, digits and hyphens, as storyboard"
        guard let answer = answers.answers[.checkpoints] else { return [] }
        let boxes = answer.text.map(AnswerText.checkboxes) ?? []
        guard let words = boxes.isEmpty ? answer.list() : boxes.filter(\.isTicked).map(\.label) else {
            note(.checkpoints, found: answer.shown, accepted: accepted)
            return []
        }
        if words.count > 10 { note(.checkpoints, found: "\(words.count) names", accepted: accepted) }
        return words.prefix(10).compactMap { word in
            let name = word.lowercased().trimmed
            if !name.isEmpty, name.count <= 40,
                name.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || "- ".contains($0)) })
            {
                return Slug.of(name)
            }
            note(.checkpoints, found: word, accepted: accepted, nearest: Slug.of(word, limit: 40))
            return nil
        }
    }

    /// A video's lines.
    mutating func resolution() -> String? {
        guard has(.resolution) else { return nil }
        let lines = ["480p", "720p", "1080p", "1440p", "2160p"]
        let accepted = "one of " + lines.joined(separator: ", ")
        guard let text = single(.resolution, accepted: accepted) else { return nil }
        let word = HalfWidth.of(text).lowercased().filter { !$0.isWhitespace }
        let aliases = ["4k": "2160p", "uhd": "2160p", "2k": "1440p", "fullhd": "1080p", "fhd": "1080p", "hd": "720p"]
        if let known = aliases[word] ?? lines.first(where: { $0 == word || $0 == word + "p" }) { return known }
        let wanted = NumberText.only(word) ?? 720
        let near = lines.min { abs((NumberText.only($0) ?? 0) - wanted) < abs((NumberText.only($1) ?? 0) - wanted) }
        note(.resolution, found: text, accepted: accepted, nearest: near)
        return nil
    }
}
