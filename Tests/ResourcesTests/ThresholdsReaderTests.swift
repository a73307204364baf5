import Core
import Resources
import Testing

@Suite struct ThresholdsReaderTests {
    private func errors(_ text: String) -> [String] {
        do {
            _ = try ThresholdsReader.read(text, file: "t.yml")
            return []
        } catch { return error.errors.map(\.description) }
    }

    private func criterion(_ text: String) -> [String] {
        errors("kind: QualityThresholds\ncriteria:\n  x: \(text)\n")
    }

    @Test(
        arguments: [
            ("{base: 0.5, unit: furlongs, better: higher}", "t.yml:3:", "furlongs"),
            ("{base: 0.5, unit: rate}", "t.yml:3:", "'x' has no 'better'"),
            ("{unit: rate, better: lower}", "t.yml:3:", "'x' has no 'base'"),
            ("{base: 12, unit: rate, better: lower}", "t.yml:3:", "from 0 to 1"),
            ("{base: 0.5, unit: rate, better: lower, laxest: 0.4}", "t.yml:3:", "stricter than its 'base'"),
            ("{base: 0.5, unit: similarity, better: higher, laxest: 0.6}", "t.yml:3:", "at most the base"),
            ("{base: 0.5, unit: rate, better: lowr}", "t.yml:3:", "Did you mean 'lower'?"),
            ("[1]", "t.yml:3:6", "must be a mapping"),
        ])
    func saysWhereAndWhat(text: String, place: String, words: String) {
        let found = criterion(text)
        #expect(found.count == 1, "\(found)")
        #expect(found.first?.hasPrefix(place) == true && found.first?.contains(words) == true, "\(found)")
    }

    @Test func tellsEverythingAtOnce() {
        let found = errors(
            "kind: Workflow\ntiers: {hihg: 0.05, fast: 2}\ntightBudget: {remaining: 130, of: 120}\n"
                + "criteria:\n  score: {base: 80, unit: points, better: higher}\n")
        #expect(found.map { $0.prefix(8) } == ["t.yml:1:", "t.yml:2:", "t.yml:2:", "t.yml:3:", "t.yml:3:", "t.yml:5:"])
        #expect(found.last?.contains("threshold' in .github/showrunner.yml") == true)
    }

    @Test(arguments: ["", "kind: QualityThresholds", "kind: QualityThresholds\ncriteria: []", "- 1", "kind: ["])
    func aFileWithoutCriteriaIsRefused(text: String) { #expect(!errors(text).isEmpty) }

    @Test func theShippedFileHasTheFiguresOfTheDocument() throws {
        let found = try #require(try ResourceFinder().resource(at: ThresholdsReader.path))
        #expect(found.isShipped)
        let thresholds = try ResourceFinder().thresholds()
        #expect(thresholds.tiers == [.high: 0.05, .balanced: 0, .fast: -0.05])
        #expect(thresholds.tightBelow == 20.0 / 120 && thresholds.tightStep == -0.03)
        let base = thresholds.rules.compactMapValues(\.base)
        #expect(
            base == [
                "palette": 60, "aspect": 80, "distinctness": 80, "clipSimilarity": 0.30, "faceIdentity": 0.75,
                "paletteDistance": 0.12, "temporalCoherence": 0.85, "opticalFlow": 0.85, "continuity": 0.70,
                "lipSync": 0.80, "wordErrorRate": 0.12, "musicMood": 0.70,
            ])
        #expect(thresholds.rules.compactMapValues(\.laxest) == ["faceIdentity": 0.70, "lipSync": 0.75])
        #expect(
            thresholds.rules.filter { $0.value.direction == .lower }.keys.sorted() == [
                "paletteDistance", "wordErrorRate",
            ])
    }

    @Test func theRepositorysOwnFileGoesFirst() throws {
        let finder = ResourceFinder { path in
            path == "templates/review/thresholds.yml"
                ? Array("kind: QualityThresholds\ncriteria:\n  score: {unit: points, better: higher}\n".utf8) : nil
        }
        let thresholds = try finder.thresholds()
        #expect(thresholds.rules.keys.map { $0 } == ["score"])
        #expect(thresholds.thresholds(tier: .high, bases: ["score": 80])["score"] == 80, "no tier, no step")
    }
}
