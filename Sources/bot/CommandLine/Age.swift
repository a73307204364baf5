/// How long ago something was, as a command line gives it: `30d`, `12h`, `90m`.
struct Age: Hashable, Sendable {
    let duration: Duration

    /// Nil for anything but a whole number from 0 and a unit, and for more than a thousand years.
    init?(_ text: String) {
        let seconds: Int64
        switch text.last {
        case "d": seconds = 86_400
        case "h": seconds = 3_600
        case "m": seconds = 60
        default: return nil
        }
        guard let count = Int64(text.dropLast()), (0...31_557_600_000 / seconds).contains(count) else { return nil }
        duration = .seconds(count * seconds)
    }
}
