import Core
import Intake
import Testing

/// Briefs of stories.
@Suite struct StoryBriefTests {
    private func read(_ fields: String) throws -> Brief {
        try BriefReader().read(
            Core::Issue(
                identity: .github(repository: "ada/art", number: 7), title: "Fox",
                body: "```yaml\nkind: story\nprompt: a fox walks home\n\(fields)\n```"))
    }

    private func problems(_ fields: String) -> [BriefProblem] {
        do {
            _ = try read(fields)
            return []
        } catch let error as BriefProblems { return error.problems } catch { return [] }
    }

    @Test func aStoryThatSaysNoMoreHasFourSquarePictures() throws {
        let brief = try read("")
        #expect(brief.kind == .story && brief.scenes == 4 && !brief.videos && brief.format == .png)
        #expect(brief.size == PixelSize(width: 1024, height: 1024) && brief.assets.count == 4)
    }

    @Test func oneThatIsFilmedHasTheShapeOfAFilm() throws {
        #expect(try read("videos: yes").size == PixelSize(width: 1280, height: 720))
        #expect(try read("videos: yes\nresolution: 1080p").size == PixelSize(width: 1920, height: 1080))
        #expect(try read("videos: yes\naspectRatio: '9:16'").size == PixelSize(width: 720, height: 1280))
        #expect(try read("videos: yes\nsize: 640x360").size == PixelSize(width: 640, height: 360))
        #expect(try read("videos: yes\nformat: jpeg").format == .jpeg, "that of the pictures")
    }

    @Test func itsItemsAreItsScenes() throws {
        let brief = try read("items: [A fox wakes, It meets an owl]")
        #expect(brief.scenes == 2 && brief.items.map(\.prompt) == ["A fox wakes", "It meets an owl"])
        #expect(brief.assets.map(\.key.text) == ["01", "02"])
        #expect(Brief(json: brief.json) == brief)
    }

    @Test(arguments: [
        ("count: 3", "count"), ("firstFrame: a.png", "firstFrame"), ("lastFrame: a.png", "lastFrame"),
        ("scenes: 0", "scenes"), ("scenes: 21", "scenes"), ("scenes: 3\nitems: [a b, c d]", "scenes"),
        ("format: mp4", "format"),
    ])
    func whatHasNoPlaceInItIsAProblem(fields: String, field: String) {
        #expect(problems(fields).map(\.field) == [field])
    }

    @Test func moreItemsThanScenesThereMayBeAreAProblem() {
        let items = (1...21).map { "scene number \($0)" }.joined(separator: ", ")
        #expect(problems("items: [\(items)]").map(\.field) == ["items"])
    }
}
