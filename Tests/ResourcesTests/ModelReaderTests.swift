import Core
import Foundation
import Resources
import Testing

@Suite struct ModelReaderTests {
    private static let adapters: Set<String> = [
        "draft", "openai", "ark", "anthropic", "fal", "replicate", "comfyui", "a1111",
    ]
    private static let head = "kind: Model\nname: m\nprovider: openai\n"

    private func errors(_ text: String) -> [String] {
        do {
            _ = try ModelReader.read(text, file: "m.yml", providers: Self.adapters)
            return []
        } catch { return error.errors.map(\.description) }
    }

    @Test(arguments: [
        ("", "m.yml:1:1: 'price' is missing. Without a price a model is never called"),
        ("price: {image: -1}", "m.yml:4:16: 'image' must be a number from 0 to 10000"),
        ("price: {picture: 1}", "m.yml:4:9: Unknown key 'picture'."),
        ("price: {image: {big: 1}}", "m.yml:4:17: A size is width and height in pixels, as 1024x1024, found 'big'."),
        ("price: {image: 1, tokens: {input: 5}}", "m.yml:4:27: 'tokens' has no 'output'."),
        ("price: {image: 1}\nsizes: [wide]", "m.yml:5:9: A size is width and height in pixels"),
        ("price: {image: 1}\nsizes: {shortest: 9, longest: 8}", "m.yml:5:8: No size lies within these 'sizes'"),
        ("price: {image: 1}\ntier: best", "m.yml:5:7: Unknown value of 'tier': 'best'."),
        (
            "price: {image: 1}\nabilities: [images]",
            "m.yml:5:13: Unknown value of 'abilities': 'images'. Did you mean 'image'?"
        ),
        ("price: {image: 1}\ntakesSeed: maybe", "m.yml:5:12: 'takesSeed' must be true or false"),
        ("price: {image: 1}\noptions: {prompt: x}", "m.yml:5:11: 'options' can't set 'prompt'"),
        ("price: {image: 1}\nbaseURL: http://evil.example", "m.yml:5:1: Unknown key 'baseURL'."),
        ("price: {image: 1}\ntimeout: 2h", "m.yml:5:10: 'timeout' must be a duration from 1s to 1h"),
    ])
    func refuses(rest: String, expected: String) {
        let found = errors(Self.head + rest)
        #expect(found.contains { $0.hasPrefix(expected) }, "\(found)")
    }

    @Test(arguments: [
        ("name: m\nprovider: openai\nprice: {image: 1}", "m.yml:1:1: 'kind: Model' is missing."),
        ("kind: Workflow\nname: m\nprovider: openai\nprice: {image: 1}", "m.yml:1:7: 'kind' must be Model"),
        ("kind: Model\nname: a b\nprovider: openai\nprice: {image: 1}", "m.yml:2:7: 'name' must be at most 60"),
        (
            "kind: Model\nname: m\nprovider: openia\nprice: {image: 1}",
            "m.yml:3:11: Unknown value of 'provider': 'openia'. Did you mean 'openai'?"
        ),
        ("kind: Model\nname: m\nprice: {image: 1}", "m.yml:1:1: 'provider' is missing."),
        ("- a", "m.yml:1:1: A model must be a mapping"),
    ])
    func refusesAWrongHead(text: String, expected: String) {
        let found = errors(text)
        #expect(found.count == 1 && found.first?.hasPrefix(expected) == true, "\(found)")
    }

    @Test func readsEveryField() throws {
        let model = try ModelReader.read(
            """
            kind: Model
            name: painter
            provider: openai
            id: painter-2026
            abilities: [image, edit]
            tier: fast
            quality: 0.7
            trained: true
            takesSeed: true
            sizes: [512x512, 1024x512]
            formats: [jpg]
            price:
              image: {512x512: 0.01, other: 0.02}
              tokens: {input: 5, output: 30}
              note: a list
            options: {quality: low, response_format: null}
            unbilled: [503, overloaded]
            backups: [draft]
            timeout: 5m
            """, file: "m.yml", providers: Self.adapters)
        #expect(model.name == "painter" && model.provider == "openai" && model.id == "painter-2026")
        #expect(model.abilities == [.image, .edit] && model.tier == .fast && model.quality == 0.7)
        #expect(model.isTrained && model.takesSeed && model.formats == [.jpeg])
        #expect(model.sizes == .listed([PixelSize(width: 512, height: 512), PixelSize(width: 1024, height: 512)]))
        #expect(model.price.images == [PixelSize(width: 512, height: 512): MicroDollars(10_000)])
        #expect(model.price.otherImages == MicroDollars(20_000) && model.price.note == "a list")
        #expect(model.price.tokens?.output == MicroDollars(30_000_000))
        #expect(model.options == ["quality": "low", "response_format": .null])
        #expect(model.unbilled == ["503", "overloaded"] && model.backups == ["draft"])
        #expect(model.timeout == .seconds(300))
    }

    @Test func theDocumentedFileIsReadAsItSays() throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let text = try String(contentsOf: root.appending(path: "docs/models.md"), encoding: .utf8)
        let lines = text.components(separatedBy: "\n")
        let start = try #require(lines.firstIndex(of: "```yaml"))
        let example = lines[(start + 1)...].prefix { $0 != "```" }.joined(separator: "\n")
        let model = try ModelReader.read(example, file: "docs/models.md", providers: Self.adapters)
        let bare = try ModelReader.read(
            "kind: Model\nname: \(model.name)\nprovider: openai\nprice: {image: 1}", file: "m.yml",
            providers: Self.adapters)
        // What the example only says is usual is what a file without it has.
        #expect(model.tier == bare.tier && model.quality == bare.quality && model.isTrained == bare.isTrained)
        #expect(model.takesSeed == bare.takesSeed && model.formats == bare.formats && model.abilities == bare.abilities)
        #expect(model.unbilled == bare.unbilled && model.timeout == bare.timeout && bare.id == bare.name)
        #expect(model.sizes == .listed([PixelSize(width: 1024, height: 1024)]))
    }

    @Test func theShippedModelsAreSound() throws {
        let found = try ResourceFinder().resources(in: ModelReader.folder)
        let models = try found.map { try ModelReader.read($0.text, file: $0.file, providers: Self.adapters) }
        let names = Set(models.map(\.name))
        #expect(names.isSuperset(of: ["draft", "gpt-image-2", "seedream-4", "seedream-4-5", "seededit-3", "a1111"]))
        #expect(names.isSuperset(of: ["draft", "gpt-image-2", "claude-sonnet-5", "deepseek-v4-flash"]))
        for (model, file) in zip(models, found) {
            #expect(file.isShipped && file.file == "templates/models/\(model.name).yml")
            #expect(names.isSuperset(of: model.backups))
            // A price says where it comes from; a model without one is described, and nobody calls it.
            #expect(model.price.isKnown == !model.price.note.isEmpty, "\(model.name)")
            if model.abilities.contains(.text), model.isTrained { #expect(!model.roles.isEmpty, "\(model.name)") }
            guard case .listed(let sizes) = model.sizes else { continue }
            for size in sizes {
                if model.abilities.contains(.image), model.price.isKnown {
                    #expect(model.price.most(for: size, promptBytes: 0) != nil, "\(model.name) \(size)")
                }
                if model.abilities.contains(.video), model.price.isKnown {
                    #expect(model.price.video?.cost(size: size, duration: .seconds(5)) != nil, "\(model.name) \(size)")
                }
            }
        }
        #expect(models.first { $0.name == "draft" }?.price.isFree == true)
    }

    @Test func aPriceThatNobodyKnowsIsNoneSoThatTheModelIsNotCalled() throws {
        let text = "kind: Model\nname: m\nprovider: openai\nprice: unknown\nsizes: adaptive"
        let model = try ModelReader.read(text, file: "m.yml", providers: Self.adapters)
        #expect(model.price.most(for: PixelSize(width: 64, height: 64), promptBytes: 9) == nil && !model.price.isFree)
        #expect(model.sizes == .ofReference)
    }

    @Test func theRepositorysOwnFilesGoFirstAndItsFurtherOnesBehind() throws {
        let own = [
            "templates/models/draft.yml": "mine", "templates/models/z.yml": "more", "templates/models/README": "no",
        ]
        let finder = ResourceFinder(
            repository: { path in own[path].map { Array($0.utf8) } },
            names: { _ in own.keys.map { String($0.dropFirst("templates/models/".count)) } })
        let found = try finder.resources(in: ModelReader.folder)
        #expect(found.filter { !$0.isShipped }.map(\.text) == ["mine", "more"])
        #expect(found.last?.file == "templates/models/z.yml")
        #expect(try found.count == ResourceFinder().resources(in: ModelReader.folder).count + 1)
    }
}
