import Core
import Media

/// What small grey frames tell of a video: whether it stands still, goes black or flickers.
struct MotionMeasures: Hashable {
    /// The longest stretch without any movement, in seconds, and all such stretches as a share of the whole.
    let longestStill: Double
    let stillShare: Double
    /// The share of frames that are black.
    let blackShare: Double
    /// By how much brightness swings to and fro from frame to frame, in levels of 8 bits: cuts and fades leave it near nought.
    let swing: Double

    /// Frames this far apart in seconds are compared: a slow camera has moved by then.
    private static let reach = 0.25
    /// Mean difference in levels under which nothing has moved; what a coder adds by itself lies under it.
    private static let still = 0.12
    private static let black = 20.0

    init(_ grey: GreyFrames) {
        let means = grey.frames.map(Self.mean)
        let step = max(1, Int((grey.framesPerSecond * Self.reach).rounded()))
        var run = 0
        var longest = 0
        var stills = 0
        for index in grey.frames.indices.dropFirst(step) {
            if Self.difference(grey.frames[index], grey.frames[index - step]) < Self.still {
                run += 1
                stills += 1
                longest = max(longest, run)
            } else {
                run = 0
            }
        }
        let compared = max(1, grey.frames.count - step)
        longestStill = longest == 0 ? 0 : Double(longest + step) / grey.framesPerSecond
        stillShare = Double(stills) / Double(compared)
        let dark = grey.frames.indices.count { means[$0] < Self.black && Self.brightest(grey.frames[$0]) < 60 }
        blackShare = Double(dark) / Double(max(1, grey.frames.count))
        var total = 0.0
        for index in means.indices.dropFirst().dropLast() {
            let (before, after) = (means[index] - means[index - 1], means[index + 1] - means[index])
            if before * after < 0 { total += min(abs(before), abs(after)) }
        }
        swing = total / Double(max(1, means.count - 2))
    }

    private static func mean(_ frame: [UInt8]) -> Double {
        Double(frame.reduce(0) { $0 + Int($1) }) / Double(max(1, frame.count))
    }

    private static func difference(_ one: [UInt8], _ other: [UInt8]) -> Double {
        var sum = 0
        for index in one.indices { sum += abs(Int(one[index]) - Int(other[index])) }
        return Double(sum) / Double(max(1, one.count))
    }

    private static func brightest(_ frame: [UInt8]) -> UInt8 { frame.max() ?? 0 }
}
