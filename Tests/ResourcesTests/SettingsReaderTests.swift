import Core
import Resources
import Testing

@Suite struct SettingsReaderTests {
    private func errors(_ text: String) -> [String] {
        do {
            _ = try SettingsReader.read(text, file: "s.yml")
            return []
        } catch { return error.errors.map(\.description) }
    }

    @Test(arguments: [
        ("concurency: 5", "s.yml:1:1: Unknown key 'concurency'. Did you mean 'concurrency'?"),
        ("concurrency: 65", "s.yml:1:14: 'concurrency' must be a whole number from 1 to 64, found the number 65."),
        ("concurrency: '5'", "s.yml:1:14: 'concurrency' must be a whole number"),
        ("label: [a]", "s.yml:1:8: 'label' must be a text, found a list."),
        ("branchPrefix: ../x", "s.yml:1:15: 'branchPrefix' must be"),
        ("author: {name: Ada}", "s.yml:1:9: 'author' has no 'email'."),
        ("author: {name: 'A <b>', email: a@b.c}", "s.yml:1:16: 'name' can't stand in a commit"),
        ("budgets: {run: -1}", "s.yml:1:16: 'run' must be a number from 0 to 1000000"),
        ("budgets: {runs: 1}", "s.yml:1:11: Unknown key 'runs'. Did you mean 'run'?"),
        ("lowerTierAt: 80", "s.yml:1:14: 'lowerTierAt' must be a number from 0 to 1"),
        ("breaker: {failures: 0}", "s.yml:1:21: 'failures' must be a whole number from 1 to 1000"),
        ("breaker: {pause: 1d}", "s.yml:1:18: 'pause' must be a duration from 1s to 10m"),
        ("breaker: {fails: 1}", "s.yml:1:11: Unknown key 'fails'."),
        ("unknownOutcome: again!", "s.yml:1:17: Unknown value of 'unknownOutcome': 'again!'. Did you mean 'again'?"),
        ("gates: {onTimeout: {approval: accept}}", "s.yml:1:31: Unknown value of 'approval': 'accept'."),
        ("gates: {onTimeout: {budget: approve}}", "s.yml:1:29: Unknown value of 'budget': 'approve'."),
        ("delivery: {pullRequest: drafts}", "s.yml:1:25: Unknown value of 'pullRequest': 'drafts'."),
        ("delivery: {close: true}", "s.yml:1:12: Unknown key 'close'. Did you mean 'closes'?"),
        ("delivery: {storage: lsf}", "s.yml:1:21: Unknown value of 'storage': 'lsf'. Did you mean 'lfs'?"),
        ("delivery: {storage: s3}", "s.yml:1:21: 'storage' is s3, and no 's3' says which bucket."),
        ("delivery: {largeFile: 10}", "s.yml:1:23: 'largeFile' must be a size from 1 KB to 5 GB"),
        ("delivery: {largeFile: 6 GB}", "s.yml:1:23: 'largeFile' must be a size from 1 KB to 5 GB"),
        ("delivery: {largeFile: -1 MB}", "s.yml:1:23: 'largeFile' must be a size from 1 KB to 5 GB"),
        ("delivery: {s3: {region: eu-central-1}}", "s.yml:1:16: 's3' has no 'bucket'."),
        ("delivery: {s3: {bucket: Art}}", "s.yml:1:25: 'bucket' must be a bucket's name"),
        ("delivery: {s3: {bucket: art, prefix: ../x}}", "s.yml:1:38: 'prefix' must be"),
        ("delivery: {s3: {bucket: art, endpoint: s3.example.org}}", "s.yml:1:40: 'endpoint' must be an address"),
        (
            "delivery: {s3: {bucket: art, endpoint: 'https://key:secret@s3.example.org'}}",
            "s.yml:1:40: 'endpoint' must be an address"
        ),
        ("delivery: {s3: {buckets: art, bucket: art}}", "s.yml:1:17: Unknown key 'buckets'. Did you mean 'bucket'?"),
        ("shutdownGrace: soon", "s.yml:1:16: 'shutdownGrace' must be a duration from 0ms to 1h"),
        ("outputPath: ../out", "s.yml:1:13: 'outputPath' must be a folder inside the repository"),
        ("workflowFolder: .git/x", "s.yml:1:17: 'workflowFolder' must be a folder inside the repository"),
        ("review: {weights: {sharpness: heavy}}", "s.yml:1:31: 'sharpness' must be a number"),
        ("review: {floors: {sharpness: 101}}", "s.yml:1:30: 'sharpness' must be a number from 0 to 100"),
        ("review: {wights: {}}", "s.yml:1:10: Unknown key 'wights'. Did you mean 'weights'?"),
        ("review: {judge: {models: [a, b, c]}}", "s.yml:1:33: 'models' names at most two judges, found 3."),
        ("review: {judge: {band: -1}}", "s.yml:1:24: 'band' must be a number from 0 to 100"),
        ("review: {judge: {margins: 1}}", "s.yml:1:18: Unknown key 'margins'. Did you mean 'margin'?"),
        ("- a", "s.yml:1:1: The settings must be a mapping, found a list."), ("a: b: c", "s.yml:1:5: Not valid YAML"),
    ])
    func refuses(text: String, expected: String) {
        let found = errors(text)
        #expect(found.count == 1, "\(found)")
        #expect(found.first?.hasPrefix(expected) == true, "\(found)")
    }

    @Test func tellsEveryProblemAtOnce() {
        #expect(
            errors("threshold: 101\nattempts: 0\nlable: x\n").map { $0.prefix(7) } == ["s.yml:1", "s.yml:2", "s.yml:3"])
    }

    @Test func anEmptyFileIsTheDefaults() throws {
        #expect(try SettingsReader.read("", file: "s.yml") == Settings())
        #expect(try SettingsReader.read("# nothing\n", file: "s.yml") == Settings())
    }

    @Test func readsEverySetting() throws {
        let settings = try SettingsReader.read(
            """
            label: draw
            concurrency: 8
            branchPrefix: bot/
            author: {name: Ada, email: ada@example.org}
            threshold: 70
            attempts: 5
            outputPath: art/{issue}
            review: {weights: {sharpness: 2, palette: 0.5}, floors: {blankness: 40}}
            budgets: {run: 1.5, issue: 2, person: 3, repository: 4, day: 5}
            lowerTierAt: 0.5
            breaker: {failures: 3, pause: 2m}
            delivery: {pullRequest: ready, closes: true}
            unknownOutcome: skip
            textRepeatLimit: 0.01
            commentEvery: 1m
            shutdownGrace: 500ms
            workflowFolder: bot/workflows/
            """, file: "s.yml")
        #expect(settings.label == "draw" && settings.concurrency == 8 && settings.branchPrefix == "bot/")
        #expect(settings.author.email == "ada@example.org")
        #expect(settings.committer == settings.author)
        #expect(settings.threshold == 70 && settings.attempts == 5)
        #expect(settings.outputPath == "art/{issue}/")
        #expect(settings.review.weights == ["sharpness": 2, "palette": 0.5])
        #expect(settings.review.floors == ["blankness": 40])
        #expect(settings.budgets.run == MicroDollars(1_500_000))
        #expect(settings.budgets.day == MicroDollars(5_000_000))
        #expect(settings.lowerTierAt == 0.5)
        #expect(settings.breaker.failures == 3 && settings.breaker.pause == .seconds(120))
        #expect(settings.delivery.pullRequest == .ready && settings.delivery.closes)
        #expect(settings.unknownOutcome == .skip)
        #expect(settings.textRepeatLimit == MicroDollars(10_000))
        #expect(settings.commentEvery == .seconds(60) && settings.shutdownGrace == .milliseconds(500))
        #expect(settings.workflowFolder == "bot/workflows")
    }

    @Test(
        arguments: [
            ("{}", nil), ("{judge: }", nil), ("{judge: {models: none}}", []), ("{judge: {models: []}}", []),
            ("{judge: {models: gpt}}", ["gpt"]), ("{judge: {models: [gpt, claude]}}", ["gpt", "claude"]),
        ] as [(String, [String]?)])
    func readsWhoJudges(text: String, models: [String]?) throws {
        let settings = try SettingsReader.read("review: \(text)\n", file: "s.yml")
        #expect(settings.review.judge.models == models)
        #expect(settings.review.judge.band == 5 && settings.review.judge.margin == 20)
    }

    @Test(
        arguments: [
            ("2s", Duration.seconds(2)), ("1.5s", .milliseconds(1500)), ("5m", .seconds(300)), ("0ms", .zero),
            ("1 h", .seconds(3600)), ("2", nil), ("s", nil), ("-1s", nil), ("1..5s", nil), ("9999999h", nil),
        ] as [(String, Duration?)])
    func readsDurations(text: String, expected: Duration?) {
        #expect(DurationText.duration(text) == expected)
        if let expected { #expect(DurationText.duration(DurationText.text(of: expected)) == expected) }
    }

    @Test func readsWhereLargeFilesGo() throws {
        #expect(Settings().delivery.storage == .lfs && Settings().delivery.largeFile == 10_000_000)
        let own = try SettingsReader.read(
            "delivery: {storage: s3, largeFile: 1.5 mb, s3: {bucket: art, region: eu-central-1, prefix: a/b}}",
            file: "s.yml"
        ).delivery
        #expect(own.storage == .s3 && own.largeFile == 1_500_000)
        let store = try #require(own.s3)
        #expect(store.endpoint == "https://s3.eu-central-1.amazonaws.com" && !store.isPathStyle)
        #expect(store.prefix == "a/b/" && store.publicURL == nil)
        let other = try SettingsReader.read(
            "delivery: {s3: {bucket: art, endpoint: 'http://127.0.0.1:9000/', publicURL: 'https://cdn.example.org/x/'}}",
            file: "s.yml"
        ).delivery.s3
        #expect(other?.endpoint == "http://127.0.0.1:9000" && other?.isPathStyle == true)
        #expect(other?.region == "us-east-1" && other?.publicURL == "https://cdn.example.org/x")
    }
}
