import Core
import Testing

@Suite struct ConditionTests {
    let facts: JSONValue = [
        "brief": ["kind": "image", "count": 4, "palette": ["navy", "gold"], "approval": false, "style": "woodcut"],
        "outputs": ["review": ["score": 81.5], "draw-cover": ["ok": true]],
    ]

    @Test(arguments: [
        ("brief.count > 1", true), ("brief.count>=5", false), ("brief.count == 4.0", true), ("brief.count < 4", false),
        ("brief.kind == 'image' and brief.count <= 4", true), ("brief.kind != \"image\" or brief.count == 4", true),
        ("not brief.approval", true), ("not (brief.count > 1)", false), ("brief.missing == null", true),
        ("brief.missing", false), ("brief.kind in ['image', 'edit']", true), ("'gold' in brief.palette", true),
        ("'red' not in brief.palette", true), ("'red' in brief.references", false), ("brief.count in [1, 2]", false),
        ("outputs.review.score >= 80", true), ("outputs.draw-cover.ok", true), ("brief.count == '4'", false),
        ("brief.count != '4'", true), ("brief.palette == ['navy', 'gold']", true), ("true or false and false", true),
        ("brief.scenes != null and brief.scenes > 1", false), ("(brief.count > 1) == true", true), ("-1 < 0.5", true),
    ])
    func decides(text: String, expected: Bool) throws {
        #expect(try Condition(parsing: text).holds(in: facts) == expected)
    }

    @Test(arguments: [
        ("", 0), ("brief.count >", 13), ("brief.count = 1", 12), ("brief", 0), ("count > 1", 0), ("brief..count", 0),
        ("brief.count > 1 brief.kind", 16), ("(brief.count > 1", 16), ("'open", 0), ("brief.count && true", 12),
        ("1 < 2 < 3", 6), ("brief.kind in ['a' 'b']", 19), ("brief.count > 0x10", 14), ("system('ls')", 0),
        ("é", 0), ("brief.kind == 'é' or", 21), ("brief.count in [brief.kind]", 16), ("not", 3), ("1e999 > 0", 0),
    ])
    func refusesWithTheOffset(text: String, offset: Int) throws {
        let error = #expect(throws: ConditionError.self) { try Condition(parsing: text) }
        #expect(error?.offset == offset)
    }

    @Test(arguments: ["brief.kind < 3", "brief.scenes > 1", "brief.kind", "'a' in brief.kind", "not brief.count"])
    func cannotDecideWhatDoesNotFit(text: String) throws {
        let condition = try Condition(parsing: text)
        #expect(throws: ConditionError.self) { try condition.holds(in: facts) }
    }

    @Test func limitsLengthAndDepth() {
        let deep = String(repeating: "(", count: 33) + "true" + String(repeating: ")", count: 33)
        #expect(throws: ConditionError.self) { try Condition(parsing: deep) }
        #expect(throws: ConditionError.self) { try Condition(parsing: String(repeating: "not ", count: 33) + "true") }
        #expect(throws: ConditionError.self) { try Condition(parsing: "true" + String(repeating: " ", count: 1000)) }
        #expect(throws: Never.self) { try Condition(parsing: String(deep.dropFirst().dropLast())) }
    }

    @Test func namesThePathsItLooksAt() throws {
        let condition = try Condition(parsing: "brief.count > 1 and outputs.review.score in [1, 2]")
        #expect(condition.paths.map(\.description) == ["brief.count", "outputs.review.score"])
        #expect(condition.paths.map(\.offset) == [0, 20])
        #expect(try Condition(parsing: "1 == 2").isConstant)
    }

    @Test func equalTextsAreEqualConditions() throws {
        #expect(try Condition(parsing: "brief.count > 1") == Condition(parsing: "brief.count > 1"))
        #expect(try Condition(parsing: "brief.count > 1") != Condition(parsing: "brief.count > 2"))
    }
}
