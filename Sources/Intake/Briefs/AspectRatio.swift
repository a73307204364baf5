/// Width over height as a brief writes it: `16:9`.
struct AspectRatio {
    let value: Double
    /// `16:9`, whatever sign stood between the numbers.
    let text: String

    /// Reads `16:9`, `16/9`, `16x9` and `2.39:1`; nil outside 1:16 to 16:1.
    init?(_ text: String) {
        let word = HalfWidth.of(text).lowercased().filter { !$0.isWhitespace }
        let sides = (word == "square" ? "1:1" : word).split { ":/x×".contains($0) }
        guard sides.count == 2, let width = Double(sides[0]), let height = Double(sides[1]),
            sides.allSatisfy({ $0.allSatisfy { $0.isASCII && ($0.isNumber || $0 == ".") } }),
            width > 0, height > 0, (1.0 / 16...16).contains(width / height)
        else { return nil }
        value = width / height
        self.text = "\(sides[0]):\(sides[1])"
    }

    static let common = [
        "1:1", "5:4", "4:3", "3:2", "16:10", "16:9", "2:1", "21:9", "4:5", "3:4", "2:3", "9:16", "1:2",
    ]
}
