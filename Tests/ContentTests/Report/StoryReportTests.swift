import Content
import Core
import Testing

/// What reports say of a story, with foreign text in every part of it.
@Suite struct StoryReportTests {
    private func run(_ arced: StoryArced?) throws -> SampleRun {
        var brief = try SampleRun.brief(count: 1)
        brief.kind = .story
        brief.scenes = 2
        var run = try SampleRun(brief: brief)
        if let arced { run.record(arced.record) }
        return run
    }

    private static let hostile = StoryArced(
        title: "<script>x</script> @team", arc: "| a | [b](javascript:c)", characters: "<!-- showrunner -->",
        scenes: [
            StoryScene(title: "`x`", prompt: "</table><b>\u{1b}[31m", camera: ""),
            StoryScene(title: "", prompt: "plain", camera: ""),
        ], model: "m", notes: ["#1 <img src=x>"])

    @Test func foreignTextStaysTextInEveryForm() throws {
        let view = try run(Self.hostile).view
        let page = HTMLReport.page(of: view, thumbnails: [:])
        #expect(page.contains("&lt;script&gt;x&lt;/script&gt;") && !page.contains("<script>x"))
        #expect(!page.contains("<b>") && !page.contains("<img src=x>"))
        let comment = CommentRenderer(links: .none).body(of: view)
        #expect(
            !comment.contains("<script>") && !comment.contains("<!-- showrunner -->") && !comment.contains(" @team"))
        let text = RunText.show(view, colours: false, width: 100)
        #expect(text.contains("told by m") && !text.contains("\u{1b}"))
    }

    @Test func aStoryThatIsNotToldYetHasNoPart() throws {
        let view = try run(nil).view
        #expect(RunJSON.show(view)["story"] == .null)
        #expect(!HTMLReport.page(of: view, thumbnails: [:]).contains("id=\"story\""))
    }

    @Test func programsReadTheScenesAndTheirTies() throws {
        let story = RunJSON.show(try run(Self.hostile).view)["story"]
        #expect(
            Set((story?.object ?? [:]).keys) == [
                "title", "arc", "characters", "place", "look", "model", "costUSD", "reused", "notes", "scenes",
                "tellings", "changes",
            ])
        #expect(story?["tellings"] == 1 && story?["changes"] == [])
        #expect(story?["scenes"]?.array?.map { $0["key"] } == ["01", "02"])
        #expect(story?["scenes"]?.array?.first?["picture"] == .null)
    }
}
