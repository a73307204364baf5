package import Core

/// A button of a check run that somebody has pressed, and that has not been acted on.
package struct UnreadPress: Hashable, Sendable {
    /// The delivery that told of it.
    package let guid: String
    package let at: Timestamp
    package let press: ButtonPress

    package init(guid: String, at time: Timestamp, press: ButtonPress) {
        self.guid = guid
        at = time
        self.press = press
    }
}
