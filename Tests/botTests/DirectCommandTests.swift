import Core
import Foundation
import TestSupport
import Testing

/// `bot image` and its kin: what an issue would ask for, asked for on the command line.
@Suite struct DirectCommandTests {
    let scene: Scene

    init() throws { scene = try Scene() }

    @Test func aPictureIsMadeAndItsTaskRecorded() async throws {
        let result = try await scene.bot("image", "one red boat", "--size", "256x256", "--attempts", "1", "--json")
        #expect([0, 3].contains(result.status), "\(result.errorText)")
        let assets = try #require(try result.json["assets"]?.array)
        #expect(assets.count == 1)
        let path = try #require(assets.first?["path"]?.string)
        #expect(FileManager.default.fileExists(atPath: scene.path("showrunner-output/\(path)")))
        let names = try FileManager.default.contentsOfDirectory(atPath: scene.path("agent-output"))
        #expect(names.count == 1)
        let record = try JSONValue(parsing: scene.text("agent-output/\(names[0])"))
        #expect(record["type"] == "image")
        #expect(record["success"] == true)
        #expect(record["params"]?["prompt"] == "one red boat")
        #expect(record["assets"]?.array?.count == 1)
    }

    @Test func theSameWordsAgainShowTheRunThatWasMade() async throws {
        let first = try await scene.bot("image", "a red boat", "--size", "256x256", "--json")
        let second = try await scene.bot("image", "a red boat", "--size", "256x256", "--json")
        let other = try await scene.bot("image", "a red boat", "--size", "256x320", "--json")
        #expect(try first.json["id"] == second.json["id"])
        #expect(try first.json["id"] != other.json["id"])
    }

    @Test func aBatchReadsItsFileAndOneWrongLineSpendsNothing() async throws {
        try scene.folder.write("prompt,size\na red boat,256x256\na blue boat,256x256\n", to: "boats.csv")
        let made = try await scene.bot("batch", "boats.csv", "--attempts", "1", "--json")
        #expect(try made.json["assets"]?.array?.count == 2, "\(made.errorText)")
        try scene.folder.write("prompt,size\na red boat,2x2\n", to: "boats.csv")
        let refused = try await scene.bot("batch", "boats.csv")
        #expect(refused.status == 2)
        #expect(refused.errorText.contains("size: 2x2"), "\(refused.errorText)")
    }

    @Test func aFileThatIsMissingIsNamed() async throws {
        let result = try await scene.bot("batch", "nowhere.csv")
        #expect(result.status == 2)
        #expect(result.errorText.contains("nowhere.csv can't be read"))
    }

    @Test func aSecondRunOfAListMakesOnlyWhatHasChangedWhereverItStands() async throws {
        try scene.folder.write(
            "id,prompt,size\na,a red boat,256x256\nb,a blue boat,256x256\nc,a grey boat,256x256\n", to: "boats.csv")
        _ = try await scene.bot("batch", "boats.csv", "--attempts", "1", "--threshold", "0", "--json")
        try scene.folder.write(
            "id,prompt,size\nnew,a raft,256x256\nc,a grey boat,256x256\nb,a blue SHIP,256x256\na,a red boat,256x256\n",
            to: "boats.csv")
        // With another threshold too: it is a matter of the review.
        let made = try await scene.bot("batch", "boats.csv", "--attempts", "1", "--threshold", "1", "--json")
        let assets = try #require(try made.json["assets"]?.array, "\(made.errorText)")
        let reused = assets.filter { $0["reused"] == true }.compactMap {
            $0["path"]?.string?.split(separator: "/").last
        }
        #expect(reused.sorted() == ["a.png", "c.png"], "\(assets)")
    }

    @Test func aListIsToldByItsOwnNameAndByWhatItsEndingSays() async throws {
        try scene.folder.write("id,prompt\na,\"never closed\n", to: "My Boats.csv")
        let open = try await scene.bot("batch", "My Boats.csv")
        #expect(open.status == 2)
        #expect(open.errorText.contains("my-boats-"), "\(open.errorText)")
        try scene.folder.write("a red boat\na blue boat\n", to: "boats.txt")
        let unknown = try await scene.bot("batch", "boats.txt")
        #expect(unknown.status == 2)
        #expect(unknown.errorText.contains("boats.txt does not say by its ending"), "\(unknown.errorText)")
    }

    @Test func whatAProgramWritesForNothingIsNotThere() async throws {
        let list = #"[{"id":null,"prompt":"a red boat","size":null,"seed":null},{"prompt":null}]"#
        try scene.folder.write(list, to: "boats.json")
        let refused = try await scene.bot("batch", "boats.json")
        #expect(refused.status == 2)
        #expect(refused.errorText.contains("one problem") && refused.errorText.contains("a prompt of 1 to 4,000"))
    }

    /// Document 000: `video <imageUrl> <prompt>`.
    @Test func aPictureMayBeNamedByItsAddress() async throws {
        let server = try LoopbackServer { _ in LoopbackReply(404, "gone") }
        let address = server.url + "/boat.png"
        let changed = try await scene.bot("image", "make it night", "--edit", address, "--attempts", "1")
        #expect(!changed.errorText.contains("can't be read"), "\(changed.errorText)")
        #expect(changed.errorText.contains("its host has no public address"), "\(changed.errorText)")
        #expect(server.requests.isEmpty)
    }

    @Test(arguments: [("image", ""), ("image", " "), ("story", ""), ("video", "")])
    func withoutWordsNothingIsMade(command: String, words: String) async throws {
        let result = try await scene.bot(command, words)
        #expect(result.status == 2)
        #expect(result.errorText.contains("needs words"), "\(result.errorText)")
    }

    @Test func anIssueMayNameAFileOfItsRepositoryAndNoneOutsideOfIt() async throws {
        try scene.folder.write("- a red boat\n- a blue boat\n", to: "art/lists/boats.yml")
        try scene.folder.write("- a secret\n", to: "secret.yml")
        try scene.folder.write(
            "# Boats\n\n### Items\n\nlists/boats.yml\n\n### Size\n\n256x256\n", to: "art/boats.md")
        let plan = try await scene.bot("plan", "art/boats.md", "--json")
        #expect(try plan.json["brief"]?["items"]?.array?.count == 2, "\(plan.errorText)")
        try scene.folder.write("# Boats\n\n### Items\n\n../secret.yml\n", to: "art/boats.md")
        let outside = try await scene.bot("plan", "art/boats.md")
        #expect(outside.status == 2)
        #expect(outside.errorText.contains("there is none of that name"), "\(outside.errorText)")
    }

    @Test func aChainIsAskedForAsAnIssueWould() async throws {
        let made = try await scene.bot(
            "image", "a red boat", "--size", "256x256", "--attempts", "1", "--threshold", "0", "--chain", "--json")
        #expect(made.status == 0, "\(made.errorText)")
        let steps = try made.json["prompts"]?.array?.first?["steps"]?.array?.compactMap { $0["step"]?.string }
        #expect(steps == ["subject", "composition", "light", "detail"])
    }

    @Test func helpNamesTheOptions() async throws {
        for command in ["image", "video", "story", "batch"] {
            let help = try await scene.bot(command, "--help")
            #expect(help.status == 0)
            #expect(
                help.text.contains("--optimise") && help.text.contains("--chain")
                    && help.text.contains("Usage: bot \(command)"))
        }
    }
}
