import Foundation
import TestSupport
import Testing

/// A history of three runs that have ended, made once: whoever damages it gets a copy.
enum SampleHistory {
    private static let made = Task { try await make() }

    private static func make() async throws -> Scene {
        let scene = try Scene()
        for name in ["boats.md", "harbour.md", "castle.md"] {
            let result = try await scene.bot("run", try scene.issue(name))
            #expect(result.status == 0, "\(result.errorText)")
        }
        // One file holds all of it.
        try Database.execute("PRAGMA wal_checkpoint(TRUNCATE)", in: scene.path("state/history.sqlite"))
        return scene
    }

    static func copy() async throws -> Scene {
        let (sample, scene) = (try await made.value, try Scene())
        for name in ["boats.md", "harbour.md", "castle.md", "state"] {
            try FileManager.default.copyItem(atPath: sample.path(name), toPath: scene.path(name))
        }
        return scene
    }
}
