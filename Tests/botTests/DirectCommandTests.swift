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
