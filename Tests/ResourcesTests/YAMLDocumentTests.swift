import Core
import Resources
import Testing

@Suite struct YAMLDocumentTests {
    @Test(arguments: [
        ("a: 1\na: 2\n", 2, 1), ("a:\n\t- b\n", 2, 1), ("a: *x\n", 1, 4), ("x: &x [1]\ny: [*x]\n", 2, 5),
        ("a: [1, 2\nb: 3\n", 2, 2), ("a: 'open\n", 2, 1), ("a: 1\n---\nb: 2\n", 2, 1), ("? [a, b]\n: c\n", 1, 3),
        ("a: é\u{1}\n", 1, 5), ("<<: *base\n", 1, 5),
    ])
    func refusesWithThePlace(text: String, line: Int, column: Int) {
        let error = #expect(throws: ResourceError.self) { try YAMLDocument.parse(text, file: "x.yml") }
        #expect(error?.line == line)
        #expect(error?.column == column)
        #expect(error?.description.hasPrefix("x.yml:\(line):\(column): ") == true)
    }

    @Test func refusesWhatIsTooDeepOrTooLarge() {
        let deep = String(repeating: "[", count: 65) + String(repeating: "]", count: 65)
        #expect(throws: ResourceError.self) { try YAMLDocument.parse(deep, file: "x") }
        #expect(throws: Never.self) { try YAMLDocument.parse(String(deep.dropFirst().dropLast()), file: "x") }
        let large = "a: " + String(repeating: "b", count: 1 << 20)
        #expect(throws: ResourceError.self) { try YAMLDocument.parse(large, file: "x") }
        let many = "[" + String(repeating: "1,", count: 100_000) + "]"
        #expect(throws: ResourceError.self) { try YAMLDocument.parse(many, file: "x") }
    }

    @Test func onlyPlainScalarsMeanMoreThanText() throws {
        let node = try YAMLDocument.parse(
            """
            int: 12
            quoted: "12"
            half: 0.5
            yes: yes
            truth: true
            nothing: ~
            empty:
            hex: 0x10
            version: 1.2.3
            time: 12:30
            infinity: .inf
            tagged: !!str 12
            list: [a, -3]
            """, file: "x")
        let expected: JSONValue = [
            "int": 12, "quoted": "12", "half": 0.5, "yes": "yes", "truth": true, "nothing": .null, "empty": .null,
            "hex": 16, "version": "1.2.3", "time": "12:30", "infinity": ".inf", "tagged": "12", "list": ["a", -3],
        ]
        #expect(node.json == expected)
        #expect(node["half"]?.mark == YAMLMark(line: 3, column: 7))
        #expect(node.members?.map(\.key).prefix(3) == ["int", "quoted", "half"])
    }

    @Test func anEmptyFileIsNull() throws {
        #expect(try YAMLDocument.parse("# nothing\n", file: "x").isNull)
        #expect(try YAMLDocument.parse("", file: "x").isNull)
    }

    @Test func tellsTabsApart() {
        let error = #expect(throws: ResourceError.self) { try YAMLDocument.parse("a:\n\tb: 1\n", file: "x") }
        #expect(error?.hint?.contains("tabs") == true)
    }
}
