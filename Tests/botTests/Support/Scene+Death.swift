import Core
import Foundation
import TestSupport
import Testing

extension Scene {
    /// Leaves a run of an issue that was at work when its process was killed.
    ///
    /// The process is frozen first: what is seen of the run then still holds when it dies, however slow the machine. One that was
    /// too quick is begun anew.
    func killAtWork(_ issue: String) async throws {
        for _ in 1...20 {
            let running = try start("run", issue, "--fresh")
            #expect(await running.says("run for"))
            running.send(signal: SIGSTOP)
            let status = try await shown()["status"]?.string
            running.send(signal: SIGKILL)
            _ = await running.result()
            if status == "running" { return }
        }
        throw SceneError.tooQuick(issue)
    }
}
