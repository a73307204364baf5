import Core
import Testing

@Suite struct NearestTests {
    @Test(
        arguments: [
            ("forech", "foreach"), ("NEEDS", "needs"), ("neds", "needs"), ("teh", nil), ("priorty", "priority"),
            ("x", nil),
        ] as [(String, String?)])
    func findsWhatWasMeant(word: String, expected: String?) {
        #expect(Nearest.word(to: word, among: ["foreach", "needs", "priority"], limit: 2) == expected)
    }

    @Test(arguments: [("", "abc", 3), ("abc", "abc", 0), ("ab", "ba", 1), ("kitten", "sitting", 3)])
    func countsEdits(left: String, right: String, edits: Int) {
        #expect(Nearest.distance(left, right) == edits)
        #expect(Nearest.distance(right, left) == edits)
    }
}
