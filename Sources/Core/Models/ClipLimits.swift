/// What a video model can be asked for.
package struct ClipLimits: Hashable, Sendable {
    /// Whole seconds.
    package var seconds: ClosedRange<Int>
    /// From the shortest on, every so many seconds: 4 where it makes 4, 8 and 12.
    package var step: Int
    /// What it makes; nil where it makes what it is asked for.
    package var framesPerSecond: Int?
    package var firstFrame: FirstFrame
    /// Whether it can be told how a clip is to end.
    package var takesLastFrame: Bool
    /// How many pictures it can be given to go by.
    package var references: Int
    /// Whether it can make sound.
    package var makesSound: Bool
    /// Whether it makes a small video first where it is asked to, and the whole one from that.
    package var makesDrafts: Bool

    package init(
        seconds: ClosedRange<Int> = 1...10, step: Int = 1, framesPerSecond: Int? = nil, firstFrame: FirstFrame = .taken,
        takesLastFrame: Bool = false, references: Int = 0, makesSound: Bool = false, makesDrafts: Bool = false
    ) {
        self.makesDrafts = makesDrafts
        self.seconds = seconds
        self.step = step
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

    /// The nearest length that it makes; of two that are as near the shorter, which costs less.
    package func length(for wanted: Duration) -> Duration {
        let shortest = seconds.lowerBound
        let beyond = max(0, Int((wanted.milliseconds + 500) / 1000) - shortest)
        let steps = min((seconds.upperBound - shortest) / step, (beyond + (step - 1) / 2) / step)
        return .seconds(shortest + steps * step)
    }
}
