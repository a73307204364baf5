/// What a story is made of, each part an asset of its own: a picture and perhaps a video for each scene, and the film of all videos.
package enum StoryPart: Hashable, Sendable {
    /// The picture of a scene, which counts from 1.
    case picture(Int)
    case video(Int)
    case film

    /// A picture's key is its scene's number, `01`; a video's has a word behind it, `01-video`.
    package var key: AssetKey {
        switch self {
        case .picture(let scene): AssetKey(Self.number(scene))
        case .video(let scene): AssetKey(Self.number(scene) + Self.videoMark)
        case .film: AssetKey("film")
        }
    }

    /// Nil for a key that no part of a story has.
    package init?(key: AssetKey) {
        if key == Self.film.key {
            self = .film
            return
        }
        let isVideo = key.text.hasSuffix(Self.videoMark)
        let digits = isVideo ? String(key.text.dropLast(Self.videoMark.count)) : key.text
        guard let scene = Int(digits), scene > 0, Self.number(scene) == digits else { return nil }
        self = isVideo ? .video(scene) : .picture(scene)
    }

    /// The scene that it belongs to; nil for the film.
    package var scene: Int? {
        switch self {
        case .picture(let scene), .video(let scene): scene
        case .film: nil
        }
    }

    private static let videoMark = "-video"
    private static func number(_ scene: Int) -> String { scene < 10 ? "0\(scene)" : "\(scene)" }
}
