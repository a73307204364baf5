import Core

extension MediaTools {
    /// What no video that is made here needs.
    static let usualLimit = Duration.seconds(900)

    /// Runs ffmpeg; what it gives on standard output.
    ///
    /// It reads files and nothing else, whatever a file that came from outside names.
    func convert(_ arguments: [String], limit: Duration = usualLimit, largest: Int = 1 << 16)
        async throws(MediaError) -> [UInt8]
    {
        let quiet = ["-nostdin", "-hide_banner", "-loglevel", "error", "-y"]
        return try await run([ffmpeg] + quiet + arguments, limit: limit, largest: largest)
    }

    func run(_ arguments: [String], limit: Duration, largest: Int) async throws(MediaError) -> [UInt8] {
        let child = ChildProgram(arguments, limit: limit, largest: largest)
        let result = await withTaskCancellationHandler {
            await lanes.run { child.run() }
        } onCancel: {
            child.cancel()
        }
        return try result.get()
    }

    /// The arguments that name a video to read: an MP4 whatever it says, and no other file through it.
    static func input(_ path: String) -> [String] {
        ["-protocol_whitelist", "file", "-f", "mp4", "-i", "file:\(path)"]
    }
}
