/// The kinds of file that the bot makes or takes in.
package enum MediaType: String, Hashable, Sendable, CaseIterable {
    case png = "image/png"
    case jpeg = "image/jpeg"
    case webp = "image/webp"
    case mp4 = "video/mp4"
    case wav = "audio/wav"
    case mp3 = "audio/mpeg"
    /// A text model's answer, as the cache keeps it.
    case json = "application/json"

    /// As a brief names it; `jpg` is accepted for `jpeg`.
    package init?(format: String) {
        switch format.lowercased() {
        case "png": self = .png
        case "jpeg", "jpg": self = .jpeg
        case "webp": self = .webp
        case "mp4": self = .mp4
        case "wav": self = .wav
        case "mp3": self = .mp3
        default: return nil
        }
    }

    /// A picture's or a video's, told from the file's first bytes, never from its name.
    package init?(sniffing bytes: some Collection<UInt8>) {
        let head = Array(bytes.prefix(12))
        if head.starts(with: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]) {
            self = .png
        } else if head.starts(with: [0xff, 0xd8, 0xff]) {
            self = .jpeg
        } else if head.count == 12, head.starts(with: Array("RIFF".utf8)), head[8...].elementsEqual("WEBP".utf8) {
            self = .webp
        } else if head.count == 12, head[4..<8].elementsEqual("ftyp".utf8) {
            self = .mp4
        } else {
            return nil
        }
    }

    package var fileExtension: String {
        switch self {
        case .png: "png"
        case .jpeg: "jpg"
        case .webp: "webp"
        case .mp4: "mp4"
        case .wav: "wav"
        case .mp3: "mp3"
        case .json: "json"
        }
    }

    /// The word of a brief's `format`.
    package var format: String {
        switch self {
        case .png: "png"
        case .jpeg: "jpeg"
        case .webp: "webp"
        case .mp4: "mp4"
        case .wav: "wav"
        case .mp3: "mp3"
        case .json: "json"
        }
    }
}
