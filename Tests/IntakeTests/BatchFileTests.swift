import Core
import Intake
import Testing

/// Batches whose list stands in a file beside the issue.
@Suite struct BatchFileTests {
    private func issue(_ items: String) -> Core::Issue {
        Core::Issue(
            identity: .github(repository: "ada/art", number: 7), title: "Icons", body: "### Items\n\n\(items)\n")
    }

    private func brief(_ name: String, _ text: String) throws -> Brief {
        let path = try #require(BatchFile.path(in: issue(name)))
        return try BriefReader().read(issue(name), batch: BatchFile(path: path, text: text))
    }

    private func problem(_ name: String, _ text: String?) throws -> BriefProblem {
        let batch = text.map { BatchFile(path: name, text: $0) }
        do {
            _ = try BriefReader().read(issue(name), batch: batch)
        } catch {
            #expect(error.problems.count == 1, "\(error)")
            return try #require(error.problems.first)
        }
        throw Missing()
    }

    private struct Missing: Error {}

    @Test func aFileThatIsNotThereIsSaidSo() throws {
        let problem = try problem("data/icons.csv", nil)
        #expect(problem.field == "items")
        #expect(problem.found == "data/icons.csv")
        #expect(problem.accepted.contains("there is none of that name"))
    }

    @Test(arguments: [
        ("id,size\na,512x512\n", "line 1, column 1", "names no column 'prompt'"),
        ("prompt\n\"a fox\n", "line 2, column 1", "is not closed"),
        ("prompt,id\na fox,x,y\n", "line 2, column 9", "has 3 fields"),
        ("prompt\n\"a\" fox\n", "line 2, column 4", "behind a closing quotation mark"),
        ("", "line 1, column 1", "is empty"),
    ])
    func aTableThatCanNotBeReadNamesThePlace(text: String, place: String, reason: String) throws {
        let problem = try problem("icons.csv", text)
        #expect(problem.found == "icons.csv, \(place)")
        #expect(problem.accepted.contains(reason), "\(problem.accepted)")
    }

    @Test(arguments: [
        ("icons.json", "{\"items\": [", "line 2"), ("icons.yml", "items: {a: b}", "not a list"),
        ("icons.json", "\"a fox\"", "not a list"),
    ])
    func aDocumentThatIsNoListNamesThePlace(name: String, text: String, reason: String) throws {
        let problem = try problem(name, text)
        #expect((problem.found + problem.accepted).contains(reason), "\(problem)")
    }

    @Test(arguments: [
        "\u{FEFF}ID,Prompt,Size,Seed\r\nfox,\"A fox, \"\"red\"\"\",512x512,9\r\n\r\n,An owl,,\r\n",
        "id;prompt;size;seed\nfox;\"A fox, \"\"red\"\"\";512x512;9\n;An owl;;",
    ])
    func readsWhatSpreadsheetsWrite(text: String) throws {
        let brief = try brief("icons.csv", text)
        #expect(brief.kind == .batch)
        #expect(brief.items.map(\.prompt) == ["A fox, \"red\"", "An owl"])
        #expect(brief.items.first?.key == AssetKey("fox"))
        #expect(brief.items.first?.size == PixelSize(width: 512, height: 512))
        #expect(brief.items.first?.seed?.value == 9)
    }

    @Test(arguments: [
        ("icons.json", "[\"A fox\", {\"prompt\": \"An owl\", \"id\": \"owl\"}]"),
        ("./data/icons.json", "{\"items\": [\"A fox\", {\"prompt\": \"An owl\"}]}"),
        ("`icons.yaml`", "- A fox\n- prompt: An owl\n"),
        ("[icons.yml](../blob/main/icons.yml)", "prompts: [A fox, An owl]"),
        ("- icons.tsv", "prompt\tsize\nA fox\t512x512\nAn owl\t\n"),
    ])
    func readsEveryForm(name: String, text: String) throws {
        #expect(try brief(name, text).items.map(\.prompt) == ["A fox", "An owl"])
    }

    @Test func wordsThatOnlyEndLikeAFileAreAnItem() throws {
        #expect(BatchFile.path(in: issue("A poster that says node.json")) == nil)
        #expect(BatchFile.path(in: issue("a.csv\nb.csv")) == nil)
    }
}
