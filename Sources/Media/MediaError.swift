import Core

/// Why a program that works on videos gave no result.
package enum MediaError: Error, Hashable, Sendable, CustomStringConvertible {
    /// It could not be started; the system's word for why.
    case notStarted(program: String, reason: String)
    /// It ended with a status of its own; `said` is the end of what it said on standard error, in one line.
    case failed(program: String, status: Int, said: String)
    case timedOut(program: String, after: Duration)
    case cancelled
    /// It gave more than it was asked for could need.
    case outputTooLarge(program: String)
    /// The file is no video, or one that says of itself what can't be.
    case unreadable(String)
    case storage(String)

    package var description: String {
        switch self {
        case .notStarted(let program, let reason):
            "\(program) could not be started: \(reason); install Debian's package ffmpeg"
        case .failed(let program, let status, let said):
            "\(program) ended with status \(status)\(said.isEmpty ? "" : ": \(said)")"
        case .timedOut(let program, let after):
            "\(program) was still at work after \(after.milliseconds / 1000) s and was ended"
        case .cancelled: "it was cancelled"
        case .outputTooLarge(let program): "\(program) gave more than fits; the video is too long or too large"
        case .unreadable(let reason): reason
        case .storage(let reason): "a file could not be kept: \(reason)"
        }
    }
}
