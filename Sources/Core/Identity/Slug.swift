/// Turns any text into a word that is safe in a path, a Git ref and a URL.
package enum Slug {
    /// Lower-case ASCII letters, digits and single hyphens, at most `limit` of them; `untitled` where nothing is left.
    package static func of(_ text: String, limit: Int = 60) -> String {
        var word = ""
        for character in text.lowercased() where word.utf8.count < limit {
            if character.isASCII, character.isLetter || character.isNumber {
                word.append(character)
            } else if !word.isEmpty, !word.hasSuffix("-") {
                word.append("-")
            }
        }
        while word.hasSuffix("-") { word.removeLast() }
        return word.isEmpty ? "untitled" : word
    }
}
