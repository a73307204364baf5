package import Core

extension RunStatus {
    package var tone: Tone {
        switch self {
        case .queued, .waiting: .paused
        case .running: .busy
        case .succeeded: .good
        case .partial: .warning
        case .failed: .bad
        case .cancelled: .quiet
        }
    }
}

extension TaskStatus {
    package var tone: Tone {
        switch self {
        case .pending, .ready, .cancelled, .skipped: .quiet
        case .running, .retrying: .busy
        case .succeeded: .good
        case .waiting, .escalated: .paused
        case .failed: .bad
        }
    }

    /// What a task's name is written in: nothing for the many that simply went well.
    var cellTone: Tone? { self == .succeeded ? nil : tone }
}
