/// A person or bot as a commit names it.
package struct GitIdentity: Hashable, Sendable {
    package let name: String
    package let email: String

    /// What a commit can't hold (angle brackets, line ends, other control characters) is left out; nothing left becomes `unknown`.
    package init(name: String, email: String) {
        self.name = Self.cleaned(name)
        self.email = Self.cleaned(email)
    }

    private static func cleaned(_ text: String) -> String {
        let kept = text.unicodeScalars.filter { $0 != "<" && $0 != ">" && !GitText.isControl($0) }
        var scalars = Array(kept)
        // Git strips these at both ends, so that the commit would not be the one whose name we compute.
        let crud: Set<Unicode.Scalar> = [" ", ".", ",", ":", ";", "\"", "'", "\\"]
        while let last = scalars.last, crud.contains(last) { scalars.removeLast() }
        let text = String(String.UnicodeScalarView(scalars.drop(while: crud.contains)))
        return text.isEmpty ? "unknown" : text
    }
}
