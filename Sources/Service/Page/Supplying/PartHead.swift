/// What the head of a form's part says of it.
struct PartHead: Hashable, Sendable {
    let name: String
    /// Whether it is a file, whatever that is called: the name that it had is of no use here.
    let isFile: Bool

    /// Nil where it does not say once what it is called.
    init?(_ text: String) {
        let lines = text.split(separator: "\r\n").filter { $0.lowercased().hasPrefix("content-disposition:") }
        guard lines.count == 1, let line = lines.first else { return nil }
        var words = Self.words(of: line[line.index(after: line.firstIndex(of: ":") ?? line.startIndex)...])
        guard !words.isEmpty, words.removeFirst().lowercased() == "form-data" else { return nil }
        var values: [String: String] = [:]
        for word in words {
            let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2, values.updateValue(String(parts[1]), forKey: parts[0].lowercased()) == nil else {
                return nil
            }
        }
        guard let name = values["name"], !name.isEmpty else { return nil }
        self.name = name
        isFile = values["filename"] != nil || values["filename*"] != nil
    }

    /// What stands between semicolons, without the quotes around a part of it; browsers write a quote in a name as `%22`.
    private static func words(of text: Substring) -> [String] {
        var words = [""]
        var isQuoted = false
        for character in text {
            switch character {
            case "\"": isQuoted.toggle()
            case ";" where !isQuoted: words.append("")
            case " " where !isQuoted: break
            default: words[words.count - 1].append(character)
            }
        }
        return words
    }
}
