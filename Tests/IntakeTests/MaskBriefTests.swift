import Core
import Intake
import Testing

/// Masks of edits.
@Suite struct MaskBriefTests {
    private func read(_ body: String, _ abilities: BriefAbilities? = nil) throws -> Brief {
        try BriefReader(abilities: abilities).read(
            Core::Issue(identity: .github(repository: "ada/art", number: 7), title: "Boat", body: body))
    }

    private func problems(_ body: String, _ abilities: BriefAbilities? = nil) -> [BriefProblem] {
        do {
            _ = try read(body, abilities)
            return []
        } catch let error as BriefProblems { return error.problems } catch { return [] }
    }

    private static func block(_ fields: String = "") -> String {
        "```yaml\nkind: edit\nprompt: a full moon\nreferences: [art/boat.png]\nmask: art/sky.png\n\(fields)\n```"
    }

    @Test func aMaskIsNamedAsAReferenceIs() throws {
        let brief = try read(Self.block())
        #expect(brief.mask == "art/sky.png" && brief.references == ["art/boat.png"])
        #expect(Brief(json: brief.json) == brief)
    }

    /// It is the mask, and not one more picture to go by.
    @Test func aPictureThatIsDraggedIntoTheFormIsTheMask() throws {
        let brief = try read(
            """
            ### Kind

            edit

            ### Prompt

            a full moon

            ### References

            ![boat](https://example.org/boat.png)

            ### Mask

            ![sky](https://example.org/sky.png)
            """)
        #expect(brief.mask == "https://example.org/sky.png" && brief.references == ["https://example.org/boat.png"])
    }

    @Test(arguments: ["../sky.png", "/etc/passwd", "[a.png, b.png]", "ftp://e.org/a.png"])
    func whatIsNoPictureIsNoted(mask: String) {
        let text = Self.block().replacing("art/sky.png", with: mask)
        #expect(problems(text).map(\.field) == ["mask"])
    }

    @Test func onlyAnEditHasOne() {
        let found = problems("```yaml\nprompt: a boat\nmask: art/sky.png\n```")
        #expect(found.map(\.field) == ["mask"] && found.first?.accepted.contains("edit") == true)
    }

    // MARK: Who takes one

    private static func abilities(_ masking: BriefAbilities.Masking) -> BriefAbilities {
        BriefAbilities(
            kinds: [.edit], models: ["draft", "painter", "seededit"],
            hindrances: ["gpt-image-2": "OPENAI_API_KEY is not set"], masking: masking)
    }

    @Test func whoTakesOneServes() {
        let able = Self.abilities(.init(named: ["draft", "painter"], unasked: ["painter"]))
        #expect(problems(Self.block(), able).isEmpty)
        #expect(problems(Self.block("model: painter"), able).isEmpty)
        #expect(problems(Self.block("model: draft"), able).isEmpty)
    }

    @Test func aModelThatTakesNoneIsRefusedWithThoseThatDo() {
        let able = Self.abilities(.init(named: ["draft", "painter"], unasked: ["painter"], others: ["gpt-image-2"]))
        let found = problems(Self.block("model: seededit"), able)
        #expect(found.map(\.field) == ["mask"] && found.first?.nearest == "model: draft")
        #expect(
            found.first?.accepted
                == "no mask, as seededit takes none; models that do, by name: draft, painter, "
                + "gpt-image-2 (OPENAI_API_KEY is not set)")
    }

    @Test func whereNobodyTakesOneThatIsSaidWithWhatIsMissing() {
        let nobody = Self.abilities(.init(named: [], unasked: [], others: ["gpt-image-2"]))
        #expect(
            problems(Self.block(), nobody).first?.accepted
                == "no mask, as none of the models that would be asked takes one; models that do, by name: "
                + "gpt-image-2 (OPENAI_API_KEY is not set)")
        let drawn = Self.abilities(.init(named: ["draft"], unasked: []))
        #expect(problems(Self.block(), drawn).first?.nearest == "model: draft")
    }
}
