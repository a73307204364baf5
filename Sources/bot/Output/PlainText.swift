/// Makes foreign text harmless to print: no control characters, no escape sequences, one line.
enum PlainText {
    static func line(_ text: String, limit: Int = 200) -> String {
        var clean = ""
        for scalar in text.unicodeScalars {
            switch scalar.properties.generalCategory {
            case .control, .lineSeparator, .paragraphSeparator: clean += " "
            case .format, .surrogate, .privateUse, .unassigned: continue
            default: clean.unicodeScalars.append(scalar)
            }
        }
        return clean.count > limit ? String(clean.prefix(limit - 1)) + "…" : clean
    }
}
