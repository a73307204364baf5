import Content
import Core
import Testing

@Suite struct DeliveryLayoutTests {
    private let asset = Asset(
        key: AssetKey("01"), attempt: 2, sha256: SHA256Digest(bytes: Array(repeating: 1, count: 32)), mediaType: .jpeg,
        size: PixelSize(width: 1, height: 1), bytes: 1, provider: "p", model: "m", prompt: "a",
        seed: Seed(hashing: "a"),
        cost: .zero, isSigned: false)

    private func brief(items: [String] = [], path: String = "assets/a/") -> Brief {
        var brief = Brief(prompt: "x", seed: Seed(hashing: "x"), outputPath: path)
        brief.items = items.map { BatchItem(key: AssetKey($0), prompt: $0) }
        return brief
    }

    @Test(arguments: [
        ("Lighthouse posters", "lighthouse-posters"), ("🦊🦊", "untitled"), ("...", "untitled"), ("", "untitled"),
        ("../../etc/passwd", "etc-passwd"), ("a/b\\c:d", "a-b-c-d"), ("-rf .git", "rf-git"), ("Ünïcode", "n-code"),
        ("x\n\u{0}y", "x-y"),
    ])
    func aTitleBecomesAHarmlessName(title: String, name: String) {
        let layout = DeliveryLayout(brief: brief(), title: title)
        #expect(layout.path(of: asset) == "assets/a/\(name)-01.jpg")
        #expect(layout.sidecar(of: asset) == "assets/a/\(name)-01.json")
        #expect(layout.manifest == "assets/a/manifest.json")
        #expect(RepositoryPath.fault(in: layout.path(of: asset)) == nil)
    }

    @Test func aLongTitleIsCut() {
        let layout = DeliveryLayout(brief: brief(), title: String(repeating: "very long ", count: 100))
        #expect(layout.path(of: asset).utf8.count < 70)
    }

    @Test func anItemOfABatchIsNamedAfterItsKey() {
        let layout = DeliveryLayout(brief: brief(items: ["01"], path: "out"), title: "Title")
        #expect(layout.path(of: asset) == "out/01.jpg")
    }

    @Test func anItemCalledManifestDoesNotTakeTheManifestsPlace() {
        let item = Asset(
            key: AssetKey("manifest"), attempt: 1, sha256: asset.sha256, mediaType: .png, size: asset.size, bytes: 1,
            provider: "p", model: "m", prompt: "a", seed: asset.seed, cost: .zero, isSigned: false)
        let layout = DeliveryLayout(brief: brief(items: ["manifest"]), title: "Title")
        #expect(layout.sidecar(of: item) != layout.manifest)
    }
}
