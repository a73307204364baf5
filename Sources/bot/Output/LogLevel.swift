/// How much is told on standard error: `BOT_LOG`.
enum LogLevel: String, Comparable, Sendable, CaseIterable {
    case debug, info, warn, error

    static func < (left: LogLevel, right: LogLevel) -> Bool { left.rank < right.rank }

    private var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}
