/// How the drawing is treated.
enum DraftStyle: Sendable {
    case flat
    /// Rays, hard shadows, halftone dots.
    case poster
    /// Running edges and pooled pigment on rough paper.
    case watercolour
    /// Dark outlines and hatching.
    case ink

    static let words: [String: DraftStyle] = [
        "flat": .flat, "minimal": .flat, "minimalist": .flat, "vector": .flat, "poster": .poster, "posters": .poster,
        "retro": .poster, "vintage": .poster, "travel": .poster, "print": .poster, "screenprint": .poster,
        "watercolour": .watercolour, "watercolor": .watercolour, "aquarelle": .watercolour, "painting": .watercolour,
        "painted": .watercolour, "painterly": .watercolour, "gouache": .watercolour, "oil": .watercolour,
        "ink": .ink, "line": .ink, "lineart": .ink, "sketch": .ink, "drawing": .ink, "comic": .ink, "pen": .ink,
        "pencil": .ink, "engraving": .ink, "woodcut": .ink, "manga": .ink,
    ]
}
