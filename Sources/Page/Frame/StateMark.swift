import Content

extension Tone {
    /// A state as a word behind its mark, so that colour alone tells nothing.
    func badge(_ word: String) -> Markup {
        "<span class=\"badge \(rawValue)\"><span aria-hidden=\"true\">\(mark)</span> \(word)</span>"
    }
}
