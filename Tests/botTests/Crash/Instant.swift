import Core

/// When a process is killed: after a time, or at a stage of the Nth request that it makes to any server.
enum Instant: CustomStringConvertible {
    case time(Duration)
    case request(Int, Stage)

    enum Stage: String, CaseIterable {
        /// The request has come in whole, and nothing was done about it.
        case arrived
        /// What it asks for is done, and nothing was answered.
        case done
        /// Half of the answer's body is out.
        case halfAnswered
        /// All of the answer is out.
        case answered
    }

    var description: String {
        switch self {
        case .time(let duration): "after \(duration.milliseconds) ms"
        case .request(let number, let stage): "request \(number), \(stage.rawValue)"
        }
    }

    /// The instant of one kill out of many, spread evenly over a run that took so long and made so many requests.
    init(number: Int, duration: Duration, requests: Int) {
        var bits = SplitMix64(seed: UInt64(number) &* 0x9e37_79b9_7f4a_7c15 ^ 0x5eed)
        if number.isMultiple(of: 2) {
            self = .time(.milliseconds(Int64(bits.next() % UInt64(max(1, duration.milliseconds)))))
        } else {
            let stages = Stage.allCases
            self = .request(Int(bits.next() % UInt64(max(1, requests))) + 1, stages[number / 2 % stages.count])
        }
    }
}
