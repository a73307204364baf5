/// What a video model can be asked for.
package struct ClipLimits: Hashable, Sendable {
    /// Whole seconds.
    package var seconds: ClosedRange<Int>
    /// What it makes; nil where it makes what it is asked for.
    package var framesPerSecond: Int?
    package var firstFrame: FirstFrame
    /// Whether it can be told how a clip is to end.
    package var takesLastFrame: Bool
    /// How many pictures it can be given to go by.
    package var references: Int
    /// Whether it can make sound.
    package var makesSound: Bool

    package init(
        seconds: ClosedRange<Int> = 1...10, framesPerSecond: Int? = nil, firstFrame: FirstFrame = .taken,
        takesLastFrame: Bool = false, references: Int = 0, makesSound: Bool = false
    ) {
        self.seconds = seconds
        self.framesPerSecond = framesPerSecond
        self.firstFrame = firstFrame
        self.takesLastFrame = takesLastFrame
        self.references = references
        self.makesSound = makesSound
    }

    /// Whether a clip may start from a picture.
    package enum FirstFrame: String, Hashable, Sendable, CaseIterable {
        case none, taken, needed
    }

    /// The nearest length that it makes.
    package func length(for wanted: Duration) -> Duration {
        let seconds = Int((wanted.milliseconds + 500) / 1000)
        return .seconds(min(self.seconds.upperBound, max(self.seconds.lowerBound, seconds)))
    }
}
