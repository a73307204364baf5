import Glibc

/// Where `ffmpeg` and `ffprobe` are, and the way to run them: each call is a child process, a few at a time.
package struct MediaTools: Sendable {
    package let ffmpeg: String
    package let ffprobe: String
    let lanes: ProcessLanes

    /// Nil where one of the two is not on the `PATH`.
    package init?(environment: [String: String]) {
        guard let ffmpeg = Self.find("ffmpeg", in: environment), let ffprobe = Self.find("ffprobe", in: environment)
        else { return nil }
        self.ffmpeg = ffmpeg
        self.ffprobe = ffprobe
        lanes = ProcessLanes(count: 2)
    }

    /// What to tell whoever wants a video and has not got them.
    package static let advice =
        "videos need the programs ffmpeg and ffprobe, and they are not on the PATH; "
        + "on Debian 'apt-get install ffmpeg' installs both"

    private static func find(_ program: String, in environment: [String: String]) -> String? {
        (environment["PATH"] ?? "").split(separator: ":").lazy
            .map { "\($0)/\(program)" }
            .first { unsafe $0.hasPrefix("/") && access($0, X_OK) == 0 }
    }
}
