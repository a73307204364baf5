import Core
import Resources

extension BriefAssembler {
    mutating func outputPath() -> String {
        let standard = settings.outputPath.replacing("{issue}", with: identity.slug)
        let accepted = "a folder inside the repository, as assets/posters/, of at most 200 characters"
        guard let text = single(.outputPath, accepted: accepted) else { return standard }
        if let folder = IssuePath.folder(text.filter { $0 != "`" }) { return folder }
        note(.outputPath, found: text, accepted: accepted, nearest: IssuePath.nearest(to: text))
        return standard
    }

    /// The references that are named, and the pictures that stand in the text.
    mutating func references() -> [String] {
        let accepted = "at most 16 pictures: http or https addresses, or paths inside the repository"
        var references: [String] = []
        if let answer = answers.answers[.references] {
            if let words = answer.list(cutAtCommas: false) {
                // A picture that was dragged into the answer is found with those of the whole text.
                for word in words where !word.isEmpty {
                    if let reference = Self.reference(word) {
                        references += reference.isEmpty ? [] : [reference]
                    } else {
                        note(.references, found: word, accepted: accepted)
                    }
                }
            } else {
                note(.references, found: answer.shown, accepted: accepted)
            }
        }
        for image in answers.images where Self.reference(image) != nil && !references.contains(image) {
            references.append(image)
        }
        if references.count > 16 { note(.references, found: "\(references.count) pictures", accepted: accepted) }
        return references
    }

    /// The picture that marks what an edit may change.
    mutating func mask(of kind: BriefKind) -> String? {
        guard let answer = answers.answers[.mask] else { return nil }
        guard kind == .edit else {
            note(.mask, found: answer.shown, accepted: "nothing but in an edit, whose picture it lies over")
            return nil
        }
        return frame(.mask)
    }

    /// The picture that a video begins or ends with.
    mutating func frame(_ field: BriefField) -> String? {
        let accepted = "a picture: an http or https address, or a path inside the repository"
        guard let text = single(field, accepted: accepted) else { return nil }
        let extracted = AttachedImages.extracted(from: BodyScanner.lines(of: text))
        if let image = extracted.images.first { return image }
        if let reference = Self.reference(text), !reference.isEmpty { return reference }
        note(field, found: text, accepted: accepted)
        return nil
    }

    /// An address or a path; empty where a line holds Markdown of an image, which is read elsewhere.
    private static func reference(_ text: String) -> String? {
        let word = text.trimmed.filter { !"`<>".contains($0) }
        let lower = word.lowercased()
        if lower.hasPrefix("http://") || lower.hasPrefix("https://") {
            let rest = word.drop { $0 != ":" }.dropFirst(3)
            let host = rest.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
            let isClean = word.utf8.allSatisfy { $0 > 0x20 && $0 != 0x7F && $0 != UInt8(ascii: "\\") }
            return isClean && word.utf8.count <= 2_000 && !host.isEmpty && !host.contains("@") ? word : nil
        }
        if word.hasPrefix("![") || lower.hasPrefix("img ") { return "" }
        let path = word.hasPrefix("./") ? String(word.dropFirst(2)) : word
        return IssuePath.isAcceptable(path) ? path : nil
    }
}
