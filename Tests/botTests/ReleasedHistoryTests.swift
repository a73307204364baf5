import Core
import Foundation
import TestSupport
import Testing

/// Histories of earlier bots under today's commands.
@Suite struct ReleasedHistoryTests {
    let scene: Scene

    init() throws { scene = try Scene() }

    @Test(arguments: try ReleasedHistory.versions.sorted()) func replaysTheSame(version: Int) async throws {
        _ = try scene.folder.makeFolder("state")
        try Database.execute(try ReleasedHistory.sql(version: version), in: scene.path("state/history.sqlite"))
        let runs = try await scene.bot("history", "--json").jsonLines
        #expect(runs.map { $0["status"] } == ["running", "succeeded"])
        for run in runs {
            let name = try #require(run["id"]?.string)
            let replayed = try await scene.bot("replay", name, "--json")
            #expect(try replayed.json["same"] == true, "\(replayed.text)")
        }
        #expect(try await scene.bot("doctor").status == 0)
        let cancelled = try await scene.bot("cancel", try #require(runs[0]["id"]?.string))
        #expect(try await scene.shown()["status"] == "cancelled", "\(cancelled.errorText)")
        #expect(try await scene.bot("replay", "last").status == 0)
    }
}
