/// A line of an issue's text, and whether Markdown takes it literally.
package struct BodyLine: Hashable {
    package enum Place: Hashable {
        case text
        /// The line that opens a fence; `info` is what stands behind it, in lower case.
        case fenceStart(info: String)
        case inFence
        case fenceEnd
    }

    package let text: String
    package let place: Place

    package var isText: Bool { place == .text }
}
