import Core
import Crypto
import Foundation
import Imaging
import TestSupport

/// Stories, told by a service that counts what it sells.
extension Scene {
    /// A story of three scenes, unless the fields say otherwise.
    func story(asking fields: [String: String] = [:]) throws {
        let usual = [
            "kind": "story", "scenes": "3", "size": "192x108", "duration": "1", "fps": "12", "threshold": "0",
            "attempts": "1",
        ]
        try issue(
            prompt: "A fox walks home. It meets an owl. They share a fire.",
            asking: usual.merging(fields) { _, given in given })
    }

    /// A picture that no other number gives.
    static func picture(_ number: Int) -> [UInt8] {
        let pixels = (0..<192 * 108 * 3).map { UInt8(truncatingIfNeeded: $0 &* (3 + number) &+ $0 / 64) }
        return (try? ImageCodec.encode(Raster(width: 192, height: 108, pixels: pixels), as: .png)) ?? []
    }

    /// What the teller answers; the scenes are called `Moment 1` and so on.
    static func told(_ word: String = "Moment") -> String {
        let scenes = (1...3).map { number -> JSONValue in
            ["title": .string("T\(number)"), "prompt": .string("\(word) \(number)"), "camera": "slow push in"]
        }
        let members: [String: JSONValue] = [
            "title": "The way home", "arc": "A fox goes home.", "characters": "A red fox", "place": "", "look": "ink",
            "scenes": .array(scenes),
        ]
        return JSONValue.object(members).text
    }

    /// A service of all three, and models of it; `painter` and `filmer` are what the files say of them beside the usual.
    func storyService(
        painter: String = "references: 4", filmer: String = "lastFrame: true", videos: Bool = true,
        _ change: (inout StoryService.Script) -> Void = { _ in }
    ) async throws -> StoryService {
        var script = StoryService.Script()
        script.story = Self.told()
        script.picture = { Self.picture($0) }
        script.lastFrame = { Self.picture(100 + $0) }
        if videos {
            let path = path("made.mp4")
            try await Clips.make("testsrc2=size=192x108:rate=24:duration=1", at: path)
            script.film = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
        }
        change(&script)
        try await git("init", "-q", ".")
        try folder.write(
            "kind: Model\nname: painter\nprovider: ark\nid: painter-1\nabilities: [image, reference]\ntakesSeed: false\n"
                + "sizes: {shortest: 64, longest: 4096}\nformats: [png]\n\(painter)\nprice: {image: 0.03, note: made up}\n",
            to: "templates/models/painter.yml")
        try folder.write(
            "kind: Model\nname: filmer\nprovider: ark\nid: filmer-1\nabilities: [video]\ntakesSeed: true\nquality: 1\n"
                + "sizes: {shortest: 64, longest: 4096}\nclips: {seconds: [1, 12], fps: 24, \(filmer)}\n"
                + "price: {videoTokens: 2.5, note: made up}\npace: 1s\n", to: "templates/models/filmer.yml")
        try folder.write(
            "kind: Model\nname: writer\nprovider: ark\nid: writer-1\nabilities: [text]\n"
                + "price: {tokens: {input: 1, output: 4}}\n", to: "templates/models/writer.yml")
        try folder.write("textModel: writer\n", to: ".github/showrunner.yml")
        return try StoryService(script)
    }

    func environment(_ service: StoryService) -> [String: String] {
        ["ARK_API_KEY": "sk-ark-secret", "ARK_BASE_URL": service.server.url + "/api/v3"]
    }

    /// The digests of the chosen attempts by the ends of their paths.
    func chosen(_ run: JSONValue) -> [String: String] {
        var digests: [String: String] = [:]
        for asset in run["assets"]?.array ?? [] where asset["selected"] == true {
            guard let path = asset["path"]?.string, let digest = asset["sha256"]?.string else { continue }
            digests[String(path.split(separator: "/").last?.dropFirst("boats-".count) ?? "")] = digest
        }
        return digests
    }

    /// What a person decides at the gate that is open.
    func decide(_ words: [String], environment: [String: String]) async throws -> CommandResult {
        let gate = try await shown()["gates"]?.array?.last { $0["status"] == "open" }
        return try await command(
            words + ["--gate", gate?["id"]?.string ?? "", "--shown", gate?["shown"]?.string ?? ""], environment
        ).run()
    }
}

extension [[UInt8]] {
    /// The digests of files, in hexadecimal digits.
    var digests: [String] { map { SHA256.digest(of: $0).hex } }
}
