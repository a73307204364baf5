import Core

extension MediaTools {
    /// Whole frames as PNG, evenly spread over the video, the first one first; `count` of them or fewer.
    package func frames(
        of path: String, facts: VideoFacts, count: Int, longestSide: Int? = nil
    ) async throws(MediaError) -> [[UInt8]] {
        let step = max(1, facts.frames / max(1, count))
        var filter = "select='not(mod(n,\(step)))'"
        if let longestSide {
            filter += ",scale='min(\(longestSide),iw)':'min(\(longestSide),ih)':force_original_aspect_ratio=decrease"
        }
        let bytes = try await convert(
            Self.input(path) + [
                "-map", "0:v:0", "-vf", filter, "-vsync", "vfr", "-frames:v", String(count), "-f", "image2pipe",
                "-c:v", "png", "-pix_fmt", "rgb24", "-",
            ], largest: 512 << 20)
        return PNGStream.split(bytes)
    }

    /// Decodes every frame; throws `failed` at the first that is damaged.
    package func decode(_ path: String) async throws(MediaError) {
        _ = try await convert(
            ["-xerror", "-err_detect", "explode"] + Self.input(path) + ["-map", "0:v:0", "-f", "null", "-"])
    }

    /// The first frame as PNG.
    package func firstFrame(of path: String) async throws(MediaError) -> [UInt8] {
        let bytes = try await convert(
            Self.input(path) + [
                "-map", "0:v:0", "-frames:v", "1", "-f", "image2pipe", "-c:v", "png", "-pix_fmt", "rgb24", "-",
            ], largest: 128 << 20)
        guard let frame = PNGStream.split(bytes).first else { throw .unreadable("the video has no first frame") }
        return frame
    }

    /// The last frame as PNG, for the next clip to start from.
    package func lastFrame(of path: String, facts: VideoFacts) async throws(MediaError) -> [UInt8] {
        // Seeking lands on the key frame before; all that follows is decoded, and of that the last frame alone is kept.
        let start = max(0, facts.seconds - 0.5)
        let bytes = try await convert(
            ["-ss", "\(start)"] + Self.input(path) + [
                "-map", "0:v:0", "-f", "image2pipe", "-c:v", "png", "-pix_fmt", "rgb24", "-compression_level", "1",
                "-",
            ], largest: 512 << 20)
        guard let frame = PNGStream.split(bytes).last else { throw .unreadable("the video has no last frame") }
        return frame
    }

    /// Small grey frames, `rate` a second.
    package func greyFrames(
        of path: String, facts: VideoFacts, rate: Double, width: Int = 96
    ) async throws(MediaError) -> GreyFrames {
        let height = max(2, (width * facts.size.height / max(1, facts.size.width) + 1) / 2 * 2)
        let bytes = try await convert(
            Self.input(path) + [
                "-map", "0:v:0", "-vf", "fps=\(rate),scale=\(width):\(height):flags=area,format=gray", "-f",
                "rawvideo", "-",
            ], largest: 256 << 20)
        let area = width * height
        let frames = stride(from: 0, to: bytes.count - bytes.count % area, by: area).map { start in
            Array(bytes[start..<start + area])
        }
        return GreyFrames(size: PixelSize(width: width, height: height), framesPerSecond: rate, frames: frames)
    }
}
