import Content
import Core
import Testing

@Suite struct AssetNotesTests {
    private func run(isReproducible: Bool, isReused: Bool) throws -> SampleRun {
        var run = try SampleRun(brief: SampleRun.brief(count: 2))
        run.plan()
        try run.attempt("01", score: 90)
        run.record(
            AssetProduced(
                Asset(
                    key: AssetKey("02"), attempt: 1, sha256: try SampleRun.digest(AssetKey("02"), 1), mediaType: .png,
                    size: PixelSize(width: 64, height: 64), bytes: 9, provider: "openai", model: "gpt-image-2",
                    prompt: "x", seed: try #require(Seed(4711)), cost: .zero, isSigned: false,
                    isReproducible: isReproducible, isReused: isReused)
            ).record)
        return run
    }

    @Test func whatWasReusedIsSaidWithItsPrice() throws {
        let view = try run(isReproducible: true, isReused: true).view
        #expect(RunText.show(view, colours: false, width: 200).contains("02: reused, 0.00 USD"))
        #expect(CommentRenderer(links: .none).body(of: view).contains("02: reused, 0.00 USD"))
        #expect(HTMLReport.page(of: view, thumbnails: [:]).contains("reused, 0.00 USD"))
        let assets = try #require(RunJSON.show(view)["assets"]?.array)
        #expect(assets.map { $0["reused"]?.bool } == [false, true])
        #expect(assets.map { $0["costUSD"]?.number } == [0.02, 0])
    }

    @Test func whatNoSeedMakesAgainIsSaidAndShowsNone() throws {
        let view = try run(isReproducible: false, isReused: false).view
        let text = RunText.show(view, colours: false, width: 200)
        #expect(text.contains("02: can't be reproduced, as gpt-image-2 takes no seed."))
        #expect(!text.contains("4711"))
        let comment = CommentRenderer(links: .none).body(of: view)
        #expect(comment.contains("be reproduced, as gpt-image-2 takes no seed") && !comment.contains("4711"))
        #expect(HTMLReport.page(of: view, thumbnails: [:]).contains("be reproduced"))
        #expect(RunJSON.show(view)["assets"]?.array?.map { $0["reproducible"]?.bool } == [true, false])
    }

    @Test func anOrdinaryRunSaysNothingOfEither() throws {
        let view = try run(isReproducible: true, isReused: false).view
        let text = RunText.show(view, colours: false, width: 200)
        #expect(!text.contains("reused") && !text.contains("reproduced"))
    }

    @Test func aRecordKeepsWhatItSaysAndOneOfAnOlderBotSaysNothing() throws {
        let run = try run(isReproducible: false, isReused: true)
        let asset = try #require(try run.view.attempts.first { $0.asset.key == AssetKey("02") }?.asset)
        #expect(!asset.isReproducible && asset.isReused)
        var members = try #require(AssetProduced(asset).record.payload.object)
        members["reproducible"] = nil
        members["reused"] = nil
        let old = try #require(AssetProduced(RoomFact(type: AssetProduced.type, payload: .object(members)))).asset
        #expect(old.isReproducible && !old.isReused)
    }
}
