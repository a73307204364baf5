package import Core

/// Numbers as people read them, the same in every report and every place of the world.
package enum Figures {
    /// One decimal, rounded down, so that 79.96 never reads as a passed 80.
    package static func score(_ value: Double) -> String {
        guard value.isFinite, abs(value) < 1e9 else { return "–" }
        let tenths = Int((value * 10 + 1e-7).rounded(.down))
        return "\(tenths / 10).\(abs(tenths % 10))"
    }

    package static func bytes(_ count: Int) -> String {
        switch count {
        case ..<1000: "\(count) B"
        case ..<1_000_000: "\((count + 500) / 1000) KB"
        default: "\(oneDecimal(Double(count) / 1_000_000)) MB"
        }
    }

    package static func size(_ size: PixelSize) -> String { "\(size.width)×\(size.height)" }

    package static func money(_ amount: MicroDollars) -> String { "\(amount) USD" }

    /// `0.4 s`, `12 s`, `3 min 04 s`, `2 h 05 min`.
    package static func duration(_ duration: Duration) -> String {
        let milliseconds = max(0, duration.milliseconds)
        let seconds = milliseconds / 1000
        switch seconds {
        case ..<10: return "\(oneDecimal(Double(milliseconds) / 1000)) s"
        case ..<60: return "\(seconds) s"
        case ..<3600: return "\(seconds / 60) min \(twoDigits(seconds % 60)) s"
        default: return "\(seconds / 3600) h \(twoDigits(seconds % 3600 / 60)) min"
        }
    }

    /// `2026-11-21 09:30:00 UTC`.
    package static func time(_ time: Timestamp) -> String {
        let text = time.description
        return text.prefix(10) + " " + text.dropFirst(11).prefix(8) + " UTC"
    }

    private static func oneDecimal(_ value: Double) -> String {
        let tenths = Int((value * 10).rounded())
        return "\(tenths / 10).\(tenths % 10)"
    }

    private static func twoDigits(_ value: Int64) -> String { value < 10 ? "0\(value)" : "\(value)" }
}
