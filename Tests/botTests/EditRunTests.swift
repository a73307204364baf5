import Core
import Foundation
import Imaging
import TestSupport
import Testing

/// The kind `edit` from an issue to its delivery, offline.
@Suite struct EditRunTests {
    let scene: Scene

    init() throws { scene = try Scene() }

    private func picture(_ width: Int = 120, _ height: Int = 80) throws -> Data {
        var pixels: [UInt8] = []
        for row in 0..<height {
            for column in 0..<width {
                pixels += [UInt8(60 + column), UInt8(40 + row), UInt8(truncatingIfNeeded: 90 + (column ^ row) % 40)]
            }
        }
        return Data(try ImageCodec.encode(Raster(width: width, height: height, pixels: pixels), as: .png))
    }

    private func place(_ data: Data, at name: String) throws {
        let url = URL(filePath: scene.path(name))
        try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try data.write(to: url)
    }

    private func edit(_ reference: String, _ fields: [String: String] = [:]) throws {
        let asked = ["kind": "edit", "references": "[\(reference)]", "threshold": "0", "attempts": "1", "seed": "5"]
        try scene.issue(
            prompt: "make it warm and red", asking: asked.merging(fields) { _, given in given })
    }

    @Test func aPictureOfTheRepositoryIsChangedAndDelivered() async throws {
        try await scene.git("init", "-q", ".")
        try place(try picture(), at: "art/boat.png")
        // The scene's issues name a size; this one leaves it to the picture.
        try scene.folder.write(
            "---\ntitle: Boats\nauthor: ada\n---\n\n```yaml\nkind: edit\nprompt: make it warm and red\n"
                + "references: [art/boat.png]\nthreshold: 0\nattempts: 1\nseed: 5\n```\n", to: "boats.md")
        let result = try await scene.bot("run", "boats.md")
        #expect(result.status == 0, "\(result.errorText)")
        let run = try await scene.shown()
        #expect(
            Set(run["tasks"]?.array?.compactMap { $0["id"]?.string } ?? []) == [
                "fetch", "draw/01", "review/01", "deliver",
            ])
        let asset = try #require(run["assets"]?.array?.first)
        #expect(asset["width"]?.integer == 120 && asset["height"]?.integer == 80)
        #expect(asset["model"] == "draft" && asset["reproducible"] == true)
        let path = try #require(asset["path"]?.string)
        let made = try Data(contentsOf: URL(filePath: scene.path("showrunner-output/\(path)")))
        #expect(made != (try picture()))
        #expect(try await scene.events().contains { $0["type"] == "reference.fetched" })
    }

    @Test func aFreshRunFetchesAnew() async throws {
        try await scene.git("init", "-q", ".")
        try place(try picture(), at: "art/boat.png")
        try edit("art/boat.png")
        #expect(try await scene.bot("run", "boats.md").status == 0)
        let first = try await scene.drawn()
        try place(try picture(64, 64), at: "art/boat.png")
        #expect(try await scene.bot("run", "boats.md", "--fresh").status == 0)
        #expect(try await scene.drawn() != first)
    }

    @Test func aPictureIsChangedFromTheCommandLine() async throws {
        try place(try picture(), at: "boat.png")
        let result = try await scene.bot("image", "make it red", "--edit", "boat.png", "--threshold", "0")
        #expect(result.status == 0, "\(result.errorText)")
        let run = try await scene.shown()
        #expect(run["brief"]?["kind"] == "edit")
        #expect(run["assets"]?.array?.first?["width"]?.integer == 120)
    }

    /// The right half of the picture's size.
    private func mask(_ width: Int = 120, _ height: Int = 80) throws -> Data {
        let pixels = (0..<width * height).flatMap { [UInt8](repeating: $0 % width < width / 2 ? 0 : 255, count: 3) }
        return Data(try ImageCodec.encode(Raster(width: width, height: height, pixels: pixels), as: .png))
    }

    @Test func onlyWhatAMaskMarksIsChangedFromTheCommandLine() async throws {
        try place(try picture(), at: "boat.png")
        try place(try mask(), at: "mask.png")
        let result = try await scene.bot(
            "image", "make it red", "--edit", "boat.png", "--mask", "mask.png", "--threshold", "0", "--seed", "5",
            "--attempts", "1", "--json")
        #expect(result.status == 0, "\(result.errorText)")
        let path = try #require(try result.json["assets"]?.array?.first?["path"]?.string)
        let made = try ImageCodec.decode(
            [UInt8](Data(contentsOf: URL(filePath: scene.path("showrunner-output/\(path)")))))
        let before = try ImageCodec.decode([UInt8](picture()))
        #expect(made.pixels[0..<150] == before.pixels[0..<150], "the left of the first row")
        #expect(made.pixels[210..<360] != before.pixels[210..<360])
        let again = try await scene.bot(
            "image", "make it red", "--edit", "boat.png", "--threshold", "0", "--seed", "5", "--attempts", "1", "--json"
        )
        #expect(try again.json["id"] != result.json["id"])
    }

    @Test func aMaskWithoutAPictureIsAMistake() async throws {
        try place(try mask(), at: "mask.png")
        let result = try await scene.bot("image", "make it red", "--mask", "mask.png")
        #expect(result.status == 2 && result.errorText.contains("--edit"))
    }

    @Test func aModelThatTakesNoMaskIsRefusedWithThoseThatDo() async throws {
        try edit("art/boat.png", ["mask": "art/mask.png"])
        try place(try picture(), at: "art/boat.png")
        try place(try mask(), at: "art/mask.png")
        try await scene.git("init", "-q", ".")
        let result = try await scene.bot("run", "boats.md", environment: ["ARK_API_KEY": "k"])
        #expect(result.status == 2)
        #expect(result.errorText.contains("mask") && result.errorText.contains("model: draft"), "\(result.errorText)")
        #expect(result.errorText.contains("gpt-image-2 (OPENAI_API_KEY is not set)"), "\(result.errorText)")
        #expect(result.errorText.contains("a1111 (A1111_URL is not set)"), "\(result.errorText)")
    }

    @Test(arguments: ["../boat.png", "/etc/hostname", "art/../../boat.png"])
    func aPathOutOfTheRepositoryIsRefusedBeforeAnythingHappens(path: String) async throws {
        try edit("'\(path)'")
        #expect(try await scene.bot("run", "boats.md").status == 2)
    }

    @Test func aLinkOutOfTheRepositoryIsNotFollowed() async throws {
        try place(try picture(), at: "outside/boat.png")
        try scene.folder.write("", to: "inside/README")
        try await scene.git("-C", "inside", "init", "-q", ".")
        try FileManager.default.createSymbolicLink(
            atPath: scene.path("inside/boat.png"), withDestinationPath: scene.path("outside/boat.png"))
        try edit("boat.png", ["size": "96x96"])
        try FileManager.default.moveItem(atPath: scene.path("boats.md"), toPath: scene.path("inside/boats.md"))
        let result = try await scene.bot("run", "inside/boats.md")
        #expect(result.status == 4, "it waits for a person: \(result.errorText)")
        #expect(try await scene.bot("show", "last").text.contains("leads out of the repository"))
        #expect(try await scene.drawn().isEmpty)
    }

    @Test func anAddressInThisHostsNetworkIsNotFetched() async throws {
        let server = try LoopbackServer { _ in .json(200, "{}") }
        try edit("http://127.0.0.1:\(server.port)/boat.png")
        let result = try await scene.bot("run", "boats.md", environment: ["A1111_URL": server.url])
        #expect(result.status != 0)
        #expect(server.connections == 0, "not though a service is configured there")
    }

    @Test func anAddressThatIsAllowedIsFetched() async throws {
        let bytes = [UInt8](try picture())
        let server = try LoopbackServer { _ in LoopbackReply(200, steps: [.bytes(bytes)]) }
        try edit("http://127.0.0.1:\(server.port)/boat.png")
        let result = try await scene.bot(
            "run", "boats.md", environment: ["BOT_ALLOW_HOSTS": "127.0.0.1:\(server.port)"])
        #expect(result.status == 0, "\(result.errorText)")
        #expect(server.requests.map(\.path) == ["/boat.png"])
    }

    @Test func aDrawingSaysWhichReferencesItsModelIgnores() async throws {
        try await scene.git("init", "-q", ".")
        try place(try picture(), at: "art/boat.png")
        try scene.issue(asking: ["references": "[art/boat.png]", "threshold": "0", "attempts": "1"])
        let result = try await scene.bot("run", "boats.md")
        #expect(result.status == 3, "delivered, but not all as asked: \(result.errorText)")
        #expect(try await scene.bot("show", "last").text.contains("references ignored by draft"))
    }
}
