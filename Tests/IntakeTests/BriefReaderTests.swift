import Core
import Intake
import Resources
import Testing

@Suite struct BriefReaderTests {
    private func issue(_ body: String, title: String = "A lighthouse") -> Core::Issue {
        Core::Issue(identity: .github(repository: "Ada/Art", number: 7), title: title, body: body)
    }

    private func read(_ body: String, title: String = "A lighthouse") throws(BriefProblems) -> Brief {
        try BriefReader().read(issue(body, title: title))
    }

    private func problems(_ body: String) -> [BriefProblem] {
        do {
            _ = try read(body)
            return []
        } catch { return error.problems }
    }

    /// One field in a `yaml` block, beside a prompt.
    private func problems(of field: String, _ value: String) -> [BriefProblem] {
        problems("```yaml\nprompt: p\n\(field): \(value)\n```\n")
    }

    @Test(
        arguments: [
            ("size", "10000x10000", "8192x8192"), ("size", "32x128", "64x256"),
            ("size", "huge", nil), ("size", "'1024'", "1024x1024"), ("count", "0", "1"), ("count", "101", "100"),
            ("count", "4 or 5", nil), ("count", "about 4", "4"), ("count", "1.5", "2"), ("threshold", "0.85", "1"),
            ("threshold", "120%", "100"), ("attempts", "-1", "1"), ("quality", "hihg", "high"),
            ("quality", "high or fast", nil), ("kind", "imag", "image"), ("format", "gif", nil),
            ("format", "pmg", "png"),
            ("aspectRatio", "17 by 9", nil), ("aspectRatio", "'1.78'", "16:9"), ("aspectRatio", "100:1", nil),
            ("seed", "2147483648", "2147483647"), ("seed", "-5", "0"), ("budget", "-5", "5.00"),
            ("budget", "€5", "5.00"),
            ("budget", "1,5", nil), ("palette", "[navyy, gold]", "navy"), ("palette", "dark navy", "navy"),
            ("outputPath", "../x", "x/"), ("outputPath", "/etc", "etc/"), ("outputPath", ".git/hooks", "hooks/"),
            ("outputPath", "a//b", "a/b/"), ("outputPath", "-rf", "rf/"), ("outputPath", "'a\\b'", "a/b/"),
            ("outputPath", ".github/workflows", "github/workflows/"), ("model", "'a b; rm'", nil),
            ("approval", "maybe", nil),
            ("scenes", "21", "20"), ("duration", "90s", "60"), ("fps", "120", "60"), ("resolution", "1000p", "1080p"),
            ("references", "[file:///etc/passwd]", nil), ("references", "['../x.png']", nil),
            ("references", "['http://user@host/x']", nil), ("prompt2", "x", "prompt"), ("size", "[1, 2]", nil),
        ] as [(String, String, String?)])
    func refusesWithTheNearest(field: String, value: String, nearest: String?) {
        let found = problems(of: field, value)
        #expect(found.count == 1, "\(found)")
        #expect(found.first?.nearest == nearest)
        #expect(found.first?.accepted.isEmpty == false)
    }

    @Test func tellsEveryProblemAtOnce() {
        let found = problems(
            """
            ```yaml
            kind: poster
            count: 1000
            size: 10x10
            palette: [blurple]
            budget: "-3"
            outputPath: ../../etc
            promt: red
            ```
            """)
        #expect(
            Set(found.map(\.field)) == ["yaml", "kind", "count", "size", "palette", "budget", "outputPath"])
    }

    @Test func refusesWhatIsTooLong() {
        #expect(problems(String(repeating: "x", count: 65_537)).map(\.field) == ["body"])
        #expect(problems("### Prompt\n\n" + String(repeating: "x", count: 4_001)).map(\.field) == ["prompt"])
        #expect(problems("### Prompt\n\n" + String(repeating: "x", count: 4_000)).isEmpty)
        #expect(problems("### Prompt\np\n### Style\n" + String(repeating: "x", count: 501)).map(\.field) == ["style"])
    }

    @Test func refusesAnUnansweredPrompt() {
        let found = problems("### Prompt\n\n_No response_\n\n### Count\n\n4\n")
        #expect(found.map(\.field) == ["prompt"])
    }

    @Test func saysWhereABlockCannotBeRead() {
        let found = problems("Text\n\n```yaml\nprompt: p\ncount: [1, 2\n```\n")
        #expect(found.map(\.field) == ["yaml"])
        #expect(found.first?.accepted.contains("line 3") == true || found.first?.accepted.contains("line 2") == true)
        #expect(problems("```yaml\nprompt: p\nprompt: q\n```").first?.accepted.contains("line 2, column 1") == true)
    }

    @Test func refusesSizeAndShapeThatContradict() throws {
        let found = problems("```yaml\nprompt: p\nsize: 1024x1024\naspectRatio: 16:9\n```")
        #expect(found.map(\.field) == ["aspectRatio"])
        #expect(found.first?.nearest == "1368x768")
        #expect(throws: Never.self) { try read("```yaml\nprompt: p\nsize: 1920x1080\naspectRatio: 16:9\n```") }
    }

    @Test func refusesTwoDifferentAnswers() {
        #expect(problems("### Prompt\n\np\n\n### Count\n\n4\n\n### count:\n\n5\n").map(\.field) == ["count"])
        #expect(problems("### Prompt\n\np\n\n### Count\n\n4\n\n### count:\n\n4\n").isEmpty)
    }

    @Test(arguments: [
        ("1024x768", "1024x768"), ("1,024 x 768", "1024x768"), ("1024×768 px", "1024x768"), ("portrait", "1024x1536"),
        ("２０４８ｘ１０２４", "2048x1024"), ("1024 by 768", "1024x768"), ("2K", "2048x2048"), ("1080p", "1920x1080"),
        ("480p", "854x480"), ("Square", "1024x1024"),
    ])
    func readsSizes(text: String, expected: String) throws {
        #expect(try read("### Prompt\n\np\n\n### Size\n\n\(text)\n").size.description == expected)
    }

    @Test func settlesTheSizeByItsShape() throws {
        #expect(try read("### Prompt\np\n### Aspect ratio\n16:9\n").size == PixelSize(width: 1368, height: 768))
        #expect(try read("### Prompt\np\n### Aspect ratio\n9 / 16\n").aspectRatio == "9:16")
        #expect(
            try read("### Prompt\np\n### Aspect ratio\n2:1\n### Size\n4K\n").size
                == PixelSize(width: 5792, height: 2896))
        #expect(
            try read("### Prompt\np\n### Aspect ratio\n9:16\n### Size\n1080p\n").size
                == PixelSize(width: 1080, height: 1920))
        #expect(
            try read("```yaml\nprompt: p\naspectRatio: '4:3'\nresolution: 1440p\n```\n").size
                == PixelSize(width: 1920, height: 1440))
    }

    /// What people ask for in words is a size that the services make without a correction.
    @Test(arguments: ["1:1", "4:3", "3:4", "16:9", "9:16", "3:2", "2:3", "21:9"])
    func aSizeInWordsKeepsToTheAreasOfTheServices(ratio: String) throws {
        for (word, most) in [("2K", 4_624_220), ("4K", 16_777_216)] {
            let size = try read("### Prompt\np\n### Aspect ratio\n\(ratio)\n### Size\n\(word)\n").size
            #expect(size.pixels <= most && size.pixels > most * 8 / 10, "\(word) \(ratio) is \(size)")
        }
    }

    @Test func readsEveryField() throws {
        let brief = try read(
            """
            ```yaml
            kind: video
            prompt: A lighthouse
            negativePrompt: people
            count: 4 images
            aspectRatio: 16:9
            resolution: 1080p
            format: mp4
            style: woodcut
            palette: [navy, "#ff7f50", Cream]
            seed: 42
            model: seedream-4.0
            quality: high
            threshold: 85%
            attempts: 5
            budget: 5 USD
            outputPath: ./assets/posters
            references: [https://example.org/a.png, art/b.png]
            optimize: yes
            approval: on
            checkpoints: [storyboard, Final Cut]
            scenes: 3
            videos: true
            duration: 7.5
            fps: 24 fps
            firstFrame: art/first.png
            lastFrame: https://example.org/last.png
            camera: slow pan
            audio: x
            ```
            """)
        #expect(brief.kind == .video)
        #expect(brief.negativePrompt == "people")
        #expect(brief.count == 4)
        #expect(brief.size == PixelSize(width: 1368, height: 768))
        #expect(brief.resolution == "1080p")
        #expect(brief.format == .mp4)
        #expect(brief.palette.map(\.name) == ["navy", "#ff7f50", "cream"])
        #expect(brief.seed.value == 42)
        #expect(brief.model == "seedream-4.0")
        #expect(brief.quality == .high)
        #expect(brief.threshold == 85)
        #expect(brief.attempts == 5)
        #expect(brief.budget == MicroDollars(5_000_000))
        #expect(brief.outputPath == "assets/posters/")
        #expect(brief.references == ["https://example.org/a.png", "art/b.png"])
        #expect(brief.optimise && brief.approval && brief.videos && brief.audio)
        #expect(brief.checkpoints == ["storyboard", "final-cut"])
        #expect(brief.scenes == 3)
        #expect(brief.duration == 7.5)
        #expect(brief.fps == 24)
        #expect(brief.firstFrame == "art/first.png")
        #expect(brief.lastFrame == "https://example.org/last.png")
        #expect(brief.camera == "slow pan")
        #expect(Brief(json: brief.json) == brief)
    }

    @Test func fillsInTheDefaults() throws {
        let brief = try read("")
        #expect(brief.prompt == "A lighthouse")
        #expect(brief.kind == .image)
        #expect(brief.size == PixelSize(width: 1024, height: 1024))
        #expect(brief.format == .png)
        #expect(brief.threshold == 80 && brief.attempts == 3 && brief.count == 1)
        #expect(brief.outputPath == "assets/issue-7/")
        #expect(brief.seed == Seed(hashing: "ada/art#7"))
        var settings = Settings()
        settings.threshold = 60
        settings.outputPath = "art/{issue}/out/"
        let other = try BriefReader(settings: settings).read(issue(""))
        #expect(other.threshold == 60)
        #expect(other.outputPath == "art/issue-7/out/")
    }

    @Test func theSeedOfAFileIsThatOfItsName() {
        #expect(BriefReader.seed(of: .file(path: "/a/b/c.md")) == BriefReader.seed(of: .file(path: "/x/c.md")))
        #expect(BriefReader.seed(of: .file(path: "/a/b/c.md")) != BriefReader.seed(of: .file(path: "/a/b/d.md")))
    }
}
