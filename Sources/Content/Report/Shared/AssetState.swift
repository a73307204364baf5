/// What has become of an asset that a run was asked for, in the words of reports.
package enum AssetState: Hashable, Sendable {
    /// Nothing has been done for it yet.
    case waiting
    case working
    case passed
    /// Over the threshold, with a criterion under its own floor.
    case warned
    /// Its best attempt stayed under the threshold, and there is no further one.
    case short
    /// It was made, and nobody could judge it.
    case unjudged
    /// It was put together of what was judged before.
    case made
    /// There is no picture and none is to come; `reason` is what the last failure said, often a service's own words.
    case missing(reason: String?)

    package var word: String {
        switch self {
        case .waiting: "waiting"
        case .working: "at work"
        case .passed: "passed"
        case .warned: "passed, with a warning"
        case .short: "under the threshold"
        case .unjudged: "not judged"
        case .made: "made"
        case .missing: "not made"
        }
    }

    /// Whether it is not what was asked for, for good.
    package var isLacking: Bool {
        switch self {
        case .short, .missing: true
        case .waiting, .working, .passed, .warned, .unjudged, .made: false
        }
    }

    package var tone: Tone {
        switch self {
        case .waiting: .quiet
        case .working: .busy
        case .passed, .made: .good
        case .warned, .short, .unjudged: .warning
        case .missing: .bad
        }
    }
}
