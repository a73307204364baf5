/// How a camera moves over a still.
package enum CameraMove: String, Hashable, Sendable, CaseIterable {
    case pushIn, pullOut, panLeft, panRight, tiltUp, tiltDown

    /// Read from words: the first that names a move; nil where none does.
    package init?(words: String) {
        let text = words.lowercased()
        let found = Self.signs.compactMap { sign, move in text.firstRange(of: sign).map { ($0.lowerBound, move) } }
        guard let move = found.min(by: { $0.0 < $1.0 })?.1 else { return nil }
        self = move
    }

    private static let signs: [(String, CameraMove)] = [
        ("push in", .pushIn), ("push-in", .pushIn), ("zoom in", .pushIn), ("dolly in", .pushIn), ("close in", .pushIn),
        ("pull out", .pullOut), ("pull back", .pullOut), ("zoom out", .pullOut), ("dolly out", .pullOut),
        ("pan left", .panLeft), ("pans left", .panLeft), ("truck left", .panLeft), ("pan right", .panRight),
        ("pans right", .panRight), ("truck right", .panRight), ("tilt up", .tiltUp), ("crane up", .tiltUp),
        ("tilt down", .tiltDown), ("crane down", .tiltDown),
    ]

    /// The terms of ffmpeg's `zoompan` for so many frames.
    func terms(frames: Int) -> (zoom: String, x: String, y: String) {
        let last = max(1, frames - 1)
        let far = "(iw-iw/zoom)"
        let deep = "(ih-ih/zoom)"
        let done = "on/\(last)"
        return switch self {
        case .pushIn: ("1+0.18*\(done)", "\(far)/2", "\(deep)/2")
        case .pullOut: ("1.12-0.12*\(done)", "\(far)/2", "\(deep)/2")
        case .panLeft: ("1.15", "\(far)*(1-\(done))", "\(deep)/2")
        case .panRight: ("1.15", "\(far)*\(done)", "\(deep)/2")
        case .tiltUp: ("1.15", "\(far)/2", "\(deep)*(1-\(done))")
        case .tiltDown: ("1.15", "\(far)/2", "\(deep)*\(done)")
        }
    }
}
