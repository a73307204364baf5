import Foundation

/// Short videos with and without flaws, made by ffmpeg for a test.
package enum Clips {
    /// Whether the tests that need `ffmpeg` can run.
    package static let isThere = ["ffmpeg", "ffprobe"].allSatisfy { program in
        (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
            .contains { FileManager.default.isExecutableFile(atPath: "\($0)/\(program)") }
    }

    /// A clip from an ffmpeg source filter, as `testsrc2=size=320x180:rate=24:duration=2`.
    package static func make(
        _ source: String, filter: String? = nil, at path: String, codec: [String] = ["-c:v", "libx264", "-crf", "18"]
    ) async throws {
        let arguments =
            ["-nostdin", "-loglevel", "error", "-y", "-f", "lavfi", "-i", source] + (filter.map { ["-vf", $0] } ?? [])
            + codec + ["-pix_fmt", "yuv420p", "-threads", "1", "-f", "mp4", path]
        let result = try await Command("ffmpeg", arguments).run()
        guard result.status == 0 else { throw Failed(source: source, said: result.errorText) }
    }

    package struct Failed: Error {
        package let source: String
        package let said: String
    }
}
