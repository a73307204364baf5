import Core
import Testing

/// What a story is made of, and how its parts are named.
@Suite struct StoryPartTests {
    private func brief(scenes: Int?, videos: Bool = false) -> Brief {
        var brief = Brief(prompt: "a fox", seed: Seed(hashing: "x"), outputPath: "a/")
        brief.kind = .story
        brief.scenes = scenes
        brief.videos = videos
        return brief
    }

    @Test func aStoryHasAPictureForEachSceneAndWithVideosAFilm() {
        #expect(brief(scenes: nil).assets.map(\.key.text) == ["01", "02", "03", "04"])
        #expect(
            brief(scenes: 2, videos: true).assets.map(\.key.text) == ["01", "02", "01-video", "02-video", "film"])
        #expect(brief(scenes: 12).assets.last?.key.text == "12")
        #expect(brief(scenes: 0).assets.count == 1, "never none")
    }

    @Test func itsGroupsAreApart() {
        let brief = brief(scenes: 2, videos: true)
        #expect(brief.assets(in: .scenes).map(\.key.text) == ["01", "02"])
        #expect(brief.assets(in: .videos).map(\.key.text) == ["01-video", "02-video"])
        #expect(brief.assets(in: .film).map(\.key.text) == ["film"])
        #expect(brief.assets(in: .all).count == 5)
    }

    @Test func anotherKindHasNoScenes() {
        var brief = brief(scenes: 3, videos: true)
        brief.kind = .image
        #expect(
            brief.assets(in: .scenes).isEmpty && brief.assets(in: .videos).isEmpty && brief.assets(in: .film).isEmpty)
        #expect(brief.assets(in: .all).map(\.key.text) == ["01"] && brief.sceneCount == 0)
    }

    @Test func everyKeyLeadsBackToItsPart() {
        for part in brief(scenes: 20, videos: true).storyParts { #expect(StoryPart(key: part.key) == part) }
        for text in ["", "0", "00", "1", "001", "-video", "01-Video", "01-video-video", "films", "1e1", "−1", "٠١"] {
            #expect(StoryPart(key: AssetKey(text)) == nil, "\(text)")
        }
    }
}
