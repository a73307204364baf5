import Core
import Foundation
import Resources
import Testing

@Suite struct ShippedWorkflowTests {
    @Test func theShippedWorkflowOfPicturesIsSound() throws {
        let found = try #require(try ResourceFinder().workflow(named: "image"))
        #expect(found.isShipped)
        let workflow = try WorkflowReader.read(
            found.text, file: found.file, agents: ["optimise", "image", "judge", "review", "compare", "deliver"])
        #expect(workflow.name == "image")
        #expect(workflow.tasks.map(\.id) == ["optimise", "draw", "judge", "review", "compare", "deliver"])
        #expect(workflow.tasks.map(\.forEachAsset) == [true, true, true, true, false, false])
        #expect(workflow.tasks.map { $0.review?.regenerates } == [nil, nil, nil, "draw", "draw", nil])
    }

    @Test func theShippedWorkflowOfEditsFetchesBeforeItDraws() throws {
        let found = try #require(try ResourceFinder().workflow(for: .edit))
        #expect(found.isShipped && found.file == "workflows/edit.yml")
        let workflow = try WorkflowReader.read(
            found.text, file: found.file, agents: ["optimise", "fetch", "image", "judge", "review", "deliver"])
        #expect(workflow.tasks.map(\.id) == ["optimise", "fetch", "draw", "judge", "review", "deliver"])
        #expect(
            workflow.tasks.map(\.needs) == [
                [], [], ["optimise", "fetch"], ["draw"], ["draw", "judge"], ["review"],
            ])
        #expect(workflow.tasks.map(\.forEachAsset) == [true, false, true, true, true, false])
    }

    @Test func theShippedWorkflowOfStoriesGoesFromSceneToScene() throws {
        let found = try #require(try ResourceFinder().workflow(for: .story))
        #expect(found.isShipped && found.file == "workflows/story.yml")
        let workflow = try WorkflowReader.read(
            found.text, file: found.file,
            agents: ["arc", "optimise", "group", "image", "judge", "review", "stills", "video", "film", "deliver"])
        let tasks = Dictionary(uniqueKeysWithValues: workflow.tasks.map { ($0.id, $0) })
        #expect(tasks["draw"]?.forEach == .scenes && tasks["draw"]?.follows == ["review"])
        #expect(tasks["shoot"]?.forEach == .videos && tasks["shoot"]?.follows == ["screening"])
        #expect(tasks["film"]?.forEach == .film)
        #expect(
            workflow.tasks.compactMap(\.checkpoint) == ["storyboard", "images", "videos", "delivery"],
            "as the form for stories offers them")
    }

    @Test func theExampleOfDraftsIsSound() throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let file = "examples/workflows/video.yml"
        let workflow = try WorkflowReader.read(
            String(contentsOf: root.appending(path: file), encoding: .utf8), file: file,
            agents: ["optimise", "frames", "video", "review", "deliver"])
        #expect(workflow.tasks.map(\.id) == ["optimise", "frames", "draft", "film", "review", "deliver"])
        #expect(workflow.tasks[2].parameters == ["draft": true] && workflow.tasks[3].needs.contains("draft"))
        #expect(workflow.tasks[3].checkpoint == "drafts")
    }

    @Test func theRepositorysOwnFileGoesFirst() throws {
        let finder = ResourceFinder { path in path == "workflows/image.yml" ? Array("kind: Workflow".utf8) : nil }
        #expect(try finder.workflow(named: "image")?.text == "kind: Workflow")
        #expect(try finder.workflow(named: "image")?.isShipped == false)
        #expect(try finder.workflow(named: "image", in: "other")?.isShipped == false)
    }

    @Test func aBatchRunsOnTheWorkflowOfPicturesUnlessItHasOne() throws {
        #expect(try ResourceFinder().workflow(for: .batch)?.file == "workflows/image.yml")
        let own = ResourceFinder { path in path == "workflows/batch.yml" ? Array("x".utf8) : nil }
        #expect(try own.workflow(for: .batch)?.file == "workflows/batch.yml")
    }

    @Test(arguments: ["../secrets", "../../etc/passwd", "unknown"])
    func findsNothingOutsideOrUnknown(name: String) throws {
        let finder = ResourceFinder { path in path.contains("..") ? [1] : nil }
        #expect(try finder.workflow(named: name) == nil)
    }

    @Test func aFileThatCannotBeReadIsAnError() {
        let finder = ResourceFinder(folder: "/proc/self")
        #expect(throws: (any Error).self) { try finder.resource(at: "fd") }
    }
}
