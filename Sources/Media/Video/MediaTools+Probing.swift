import Core

extension MediaTools {
    /// Reads what an MP4 says of itself.
    package func probe(_ path: String) async throws(MediaError) -> VideoFacts {
        let bytes = try await run(
            [
                ffprobe, "-hide_banner", "-loglevel", "error", "-protocol_whitelist", "file", "-f", "mp4", "-of",
                "json", "-show_streams", "-show_format", "file:\(path)",
            ], limit: .seconds(60), largest: 1 << 20)
        // What can't be read says no more than that it can't.
        guard let json = try? JSONValue(parsing: String(decoding: bytes, as: UTF8.self)) else {
            throw .unreadable("ffprobe's answer is not JSON")
        }
        let streams = json["streams"]?.array ?? []
        guard let video = streams.first(where: { $0["codec_type"]?.string == "video" }) else {
            throw .unreadable("the file has no pictures in it")
        }
        guard let width = video["width"]?.integer, let height = video["height"]?.integer, width > 0, height > 0,
            let seconds = (video["duration"]?.string ?? json["format"]?["duration"]?.string).flatMap(Double.init),
            seconds > 0, seconds < 86_400
        else { throw .unreadable("the video says neither how large it is nor how long") }
        let rate = Self.ratio(video["avg_frame_rate"]?.string) ?? Self.ratio(video["r_frame_rate"]?.string) ?? 0
        return VideoFacts(
            size: PixelSize(width: width, height: height), duration: .milliseconds(Int64((seconds * 1000).rounded())),
            framesPerSecond: rate,
            frames: video["nb_frames"]?.string.flatMap { Int($0) } ?? Int((seconds * rate).rounded()),
            codec: video["codec_name"]?.string ?? "", pixelFormat: video["pix_fmt"]?.string ?? "",
            hasSound: streams.contains { $0["codec_type"]?.string == "audio" })
    }

    /// Reads `24000/1001`; nil for `0/0`.
    private static func ratio(_ text: String?) -> Double? {
        let parts = (text ?? "").split(separator: "/").compactMap { Double($0) }
        guard parts.count == 2, parts[0] > 0, parts[1] > 0 else { return nil }
        return parts[0] / parts[1]
    }
}
