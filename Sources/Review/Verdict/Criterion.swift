/// What a picture is judged by; the raw values are the names in reports and in `--json`.
package enum Criterion: String, Hashable, Sendable, CaseIterable {
    case sharpness, exposure, clipping, contrast, noise, compression, banding, blankness
    case size, aspect, fileType, palette, distinctness
    /// Of videos alone.
    case decodability, duration, resolution, frameRate, motion, blackness, flicker, firstFrame

    /// Whether it is read from the pixels alone, without knowing what was asked for.
    package var isTechnical: Bool {
        switch self {
        case .sharpness, .exposure, .clipping, .contrast, .noise, .compression, .banding, .blankness: true
        case .decodability, .motion, .blackness, .flicker: true
        case .size, .aspect, .fileType, .palette, .distinctness: false
        case .duration, .resolution, .frameRate, .firstFrame: false
        }
    }

    /// Whether it is a matter of the file that was asked for, and not of what is seen in it.
    package var isOfTheFile: Bool { [.size, .aspect, .fileType].contains(self) }

    /// What a low score means, in plain words.
    package var complaint: String {
        switch self {
        case .sharpness: "blurred"
        case .exposure: "too dark or too bright"
        case .clipping: "highlights cut off"
        case .contrast: "washed out"
        case .noise: "noisy"
        case .compression: "compression blocks"
        case .banding: "tones missing"
        case .blankness: "nearly blank"
        case .size: "not the size asked for"
        case .aspect: "not the aspect ratio asked for"
        case .fileType: "not the file type asked for"
        case .palette: "colours of the palette missing"
        case .distinctness: "repeats an earlier picture of the run"
        case .decodability: "can't be played to its end"
        case .duration: "not as long as asked for"
        case .resolution: "not the resolution asked for"
        case .frameRate: "not the frame rate asked for"
        case .motion: "stands still"
        case .blackness: "goes black"
        case .flicker: "flickers"
        case .firstFrame: "does not start from the picture that was given"
        }
    }
}
