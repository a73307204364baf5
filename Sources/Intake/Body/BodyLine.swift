/// A line of an issue's text, and whether Markdown takes it literally.
struct BodyLine: Hashable {
    enum Place: Hashable {
        case text
        /// The line that opens a fence; `info` is what stands behind it, in lower case.
        case fenceStart(info: String)
        case inFence
        case fenceEnd
    }

    let text: String
    let place: Place

    var isText: Bool { place == .text }
}
