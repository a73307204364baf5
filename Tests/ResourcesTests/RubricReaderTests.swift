import Core
import Resources
import Testing

@Suite struct RubricReaderTests {
    private func errors(_ text: String) -> [String] {
        do {
            _ = try RubricReader.read(text, file: "r.yml", reserved: ["sharpness"])
            return []
        } catch { return error.errors.map(\.description) }
    }

    private func criterion(_ text: String, name: String = "adherence") -> [String] {
        errors("kind: Rubric\nscale: {0: bad, 100: good}\ncriteria:\n  \(name): \(text)\n")
    }

    @Test(
        arguments: [
            ("{weight: 1}", "r.yml:4:", "has no 'asks'"), ("{asks: ''}", "r.yml:4:", "must be a text"),
            ("{asks: [1]}", "r.yml:4:", "must be a text"), ("{asks: x, weight: -1}", "r.yml:4:", "from 0 to 1000"),
            ("{asks: x, floor: 101}", "r.yml:4:", "from 0 to 100"), ("{asks: x, scale: 5}", "r.yml:4:", "Unknown key"),
            ("{asks: x, weight: 0}", "r.yml:4:", "nothing would count"), ("x", "r.yml:4:", "must be a mapping"),
        ])
    func saysWhereAndWhat(text: String, place: String, words: String) {
        let found = criterion(text)
        #expect(found.count == 1, "\(found)")
        #expect(found.first?.hasPrefix(place) == true && found.first?.contains(words) == true, "\(found)")
    }

    @Test(arguments: ["sharpness", "Adherence", "text legibility", "a-b", "äther", "9lives"])
    func aNameThatMeansSomethingElseOrReadsBadlyIsRefused(name: String) {
        #expect(criterion("{asks: x}", name: name).count == 1)
    }

    @Test(arguments: ["{101: x, 0: y}", "{1.5: x, 0: y}", "{100: x}", "[1, 2]", "{100: x, 0: [1]}"])
    func aScaleIsWholePointsAndTheirMeaning(scale: String) {
        #expect(errors("kind: Rubric\nscale: \(scale)\ncriteria: {adherence: {asks: x}}\n").count == 1)
    }

    @Test(arguments: ["", "kind: Rubric", "kind: Workflow\nscale: {0: a, 100: b}\ncriteria: {x: {asks: y}}", "- 1"])
    func whatIsNoRubricIsRefused(text: String) { #expect(!errors(text).isEmpty) }

    @Test func moreCriteriaThanAJudgeCanWeighAreRefused() {
        let many = (1...13).map { "c\($0): {asks: x}" }.joined(separator: ", ")
        #expect(errors("kind: Rubric\nscale: {0: a, 100: b}\ncriteria: {\(many)}\n").count == 1)
    }

    @Test func theShippedRubricHasTheFiveCriteria() throws {
        let found = try #require(try ResourceFinder().resource(at: RubricReader.path))
        #expect(found.isShipped)
        let rubric = try RubricReader.read(found.text, file: found.file, reserved: [])
        #expect(
            rubric.criteria.map(\.name) == ["adherence", "composition", "textLegibility", "anatomy", "artefacts"])
        #expect(rubric.criteria.allSatisfy { $0.weight > 0 && $0.floor > 0 && !$0.asks.contains("\n") })
        #expect(rubric.scale.map(\.points) == [100, 80, 60, 30, 0])
    }

    @Test func anEditedRubricIsAnotherOne() throws {
        let text = "kind: Rubric\nscale: {0: a, 100: b}\ncriteria: {x: {asks: y}}\n"
        let one = try RubricReader.read(text, file: "r.yml", reserved: [])
        let other = try RubricReader.read(text + "# edited\n", file: "r.yml", reserved: [])
        #expect(one.digest != other.digest && one.criteria == other.criteria)
    }
}
