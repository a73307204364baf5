/// Foreign words inside an SVG document.
enum SVGText {
    /// Markup becomes text, and what XML 1.0 does not allow at all is left out.
    static func escaped(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "'": result += "&#39;"
            case "\"": result += "&quot;"
            default:
                let isAllowed = scalar.value >= 0x20 && scalar.value != 0x7f && scalar.value & 0xfffe != 0xfffe
                if isAllowed { result.unicodeScalars.append(scalar) }
            }
        }
        return result
    }
}
