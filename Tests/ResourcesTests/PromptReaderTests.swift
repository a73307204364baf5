import Core
import Resources
import TestSupport
import Testing

/// The templates by which prompts are rewritten.
@Suite struct PromptReaderTests {
    private func problems(_ text: String) -> [String] {
        do throws(ResourceErrors) {
            _ = try PromptReader.read(text, file: "p.yml")
            return []
        } catch { return error.errors.map(\.description) }
    }

    @Test func theShippedOnesAreReadAndCoverEveryKindOfBrief() throws {
        let found = try ResourceFinder().resources(in: PromptReader.folder)
        let templates = try found.map { try PromptReader.read($0.text, file: $0.file) }
        #expect(
            templates.map(\.name).sorted() == [
                "chain-image", "chain-video", "optimise-edit", "optimise-image", "optimise-video", "story",
            ])
        for (template, file) in zip(templates, found) {
            #expect(file.file == "\(PromptReader.folder)/\(template.name).yml")
            #expect(template.name.hasPrefix("chain") == (template.steps.count > 1))
            let member = template.name == "story" ? "prompt what is seen" : "'prompt'"
            for step in template.steps { #expect(step.instructions.contains(member), "\(step.name)") }
        }
    }

    @Test func everythingOfAStepIsRead() throws {
        let template = try PromptReader.read(
            """
            kind: Prompt
            name: a
            steps:
              - {name: one, role: reasoning, answerTokens: 90, instructions: Do it.}
              - {name: two, instructions: Again.}
            """, file: "p.yml")
        #expect(
            template.steps == [
                PromptStep(name: "one", instructions: "Do it.", role: .reasoning, answerTokens: 90),
                PromptStep(name: "two", instructions: "Again."),
            ])
    }

    @Test(arguments: [
        ("name: a\nsteps: [{name: s, instructions: i}]", "'kind' must be Prompt"),
        ("kind: Prompt\nsteps: [{name: s, instructions: i}]", "'name' is missing"),
        ("kind: Prompt\nname: a/b\nsteps: [{name: s, instructions: i}]", "letters, digits and '-'"),
        ("kind: Prompt\nname: a", "'steps' must be a list"), ("kind: Prompt\nname: a\nsteps: []", "'steps' must be"),
        ("kind: Prompt\nname: a\nsteps: [{name: s}]", "no 'instructions'"),
        ("kind: Prompt\nname: a\nsteps: [{instructions: i}]", "'name' is missing"),
        ("kind: Prompt\nname: a\nsteps: [{name: s, instructions: i, role: slow}]", "Unknown value of 'role'"),
        ("kind: Prompt\nname: a\nsteps: [{name: s, instructions: i, answerTokens: 9}]", "from 50 to 8000"),
        ("kind: Prompt\nname: a\nsteps: [{name: s, instructions: i}, {name: s, instructions: j}]", "two steps 's'"),
        ("kind: Prompt\nname: a\nmodel: b\nsteps: [{name: s, instructions: i}]", "Unknown key 'model'"),
    ])
    func whatIsWrongIsTold(text: String, problem: String) {
        let found = problems(text)
        #expect(found.contains { $0.hasPrefix("p.yml:") && $0.contains(problem) }, "\(found)")
    }

    @Test func aModelWithoutAPriceMaySaySo() throws {
        let model = try ModelReader.read(
            "kind: Model\nname: m\nprovider: p\nabilities: [text]\nroles: [fast, reasoning]\nprice: unknown",
            file: "m.yml", providers: ["p"])
        #expect(!model.price.isKnown && model.roles == [.fast, .reasoning])
        #expect(model.price.most(for: TextRequest(instructions: "", parts: [])) == nil)
    }
}
