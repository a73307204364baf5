package import Core

extension MediaTools {
    /// The same input gives the same bytes: one thread, no dates, no name of the encoder.
    private static let exact = [
        "-fflags", "+bitexact", "-flags:v", "+bitexact", "-flags:a", "+bitexact", "-map_metadata", "-1",
    ]
    private static let encoder = [
        "-c:v", "libx264", "-preset", "veryfast", "-crf", "20", "-pix_fmt", "yuv420p", "-threads", "1", "-x264-params",
        "threads=1:lookahead-threads=1",
    ]

    /// A clip of a camera that moves over a still; the same still and terms give the same bytes.
    ///
    /// `size` has even sides; the still is fitted into it, what stands over cut off on both sides.
    package func clip(
        ofStill still: String, move: CameraMove, size: PixelSize, framesPerSecond: Int, frames: Int, to path: String
    ) async throws(MediaError) {
        let terms = move.terms(frames: frames)
        // Zoompan moves in whole pixels of what it is given: of twice the size that is half a pixel.
        let (width, height) = (size.width * 2, size.height * 2)
        let filter =
            "scale=\(width):\(height):force_original_aspect_ratio=increase,crop=\(width):\(height),"
            + "zoompan=z='\(terms.zoom)':x='\(terms.x)':y='\(terms.y)':d=\(frames)"
            + ":s=\(size.width)x\(size.height):fps=\(framesPerSecond),format=yuv420p"
        _ = try await convert(
            [
                "-filter_threads", "1", "-protocol_whitelist", "file", "-i", "file:\(still)", "-vf", filter,
                "-frames:v", String(frames),
            ]
                + Self.exact + Self.encoder + ["-movflags", "+faststart", "-f", "mp4", "file:\(path)"])
    }

    /// One film of several clips, cut hard; clips of one kind are copied as they are, others encoded anew in the first one's size.
    ///
    /// The sound of the clips is kept where all of them have it. `list` is a path for a file of its own beside `path`.
    package func join(_ clips: [String], to path: String, list: String) async throws(MediaError) {
        var facts: [VideoFacts] = []
        for clip in clips { facts.append(try await probe(clip)) }
        guard let first = facts.first else { throw .unreadable("a film of no clips") }
        if facts.allSatisfy({ $0.isAlike(first) }) {
            try MediaFile.write(
                clips.map { "file '\($0.replacing("'", with: "'\\''"))'\n" }.joined(), to: list)
            defer { MediaFile.remove(list) }
            _ = try await convert(
                ["-protocol_whitelist", "file", "-f", "concat", "-safe", "0", "-i", "file:\(list)", "-c", "copy"]
                    + Self.exact + ["-movflags", "+faststart", "-f", "mp4", "file:\(path)"])
            return
        }
        let hasSound = facts.allSatisfy(\.hasSound)
        let rate = max(1, Int(first.framesPerSecond.rounded()))
        var filter = ""
        for index in clips.indices {
            filter +=
                "[\(index):v:0]scale=\(first.size.width):\(first.size.height):force_original_aspect_ratio=increase,"
                + "crop=\(first.size.width):\(first.size.height),setsar=1,fps=\(rate),format=yuv420p[v\(index)];"
        }
        for index in clips.indices { filter += "[v\(index)]" + (hasSound ? "[\(index):a:0]" : "") }
        filter += "concat=n=\(clips.count):v=1:a=\(hasSound ? 1 : 0)[v]" + (hasSound ? "[a]" : "")
        _ = try await convert(
            clips.flatMap(Self.input) + ["-filter_complex", filter, "-map", "[v]"]
                + (hasSound ? ["-map", "[a]", "-c:a", "aac"] : []) + Self.exact + Self.encoder
                + ["-movflags", "+faststart", "-f", "mp4", "file:\(path)"])
    }
}

extension VideoFacts {
    /// Whether its packets can stand behind the other's in one track.
    fileprivate func isAlike(_ other: VideoFacts) -> Bool {
        size == other.size && codec == other.codec && pixelFormat == other.pixelFormat && hasSound == other.hasSound
            && abs(framesPerSecond - other.framesPerSecond) < 0.01
    }
}
