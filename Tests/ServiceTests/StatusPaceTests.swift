import Core
import Service
import Testing

@Suite struct StatusPaceTests {
    private static let now = Timestamp(milliseconds: 1_800_000_000_000)
    private let report = StatusReport(
        watch: .webhooks, queue: 2, running: 1, waiting: 3, spentToday: MicroDollars(1_250_000))

    private func isDue(_ report: StatusReport, after written: Duration) -> Bool {
        StatusPace.isDue(
            report, body: self.report.text(at: Self.now), last: Self.now, at: Self.now + written)
    }

    @Test func isWrittenWhereItNeverWas() {
        #expect(StatusPace.isDue(report, body: nil, last: nil, at: Self.now))
    }

    @Test func restsFiveMinutesWhateverChanges() {
        var other = report
        other.queue = 9
        #expect(!isDue(other, after: .seconds(299)))
        #expect(isDue(other, after: .seconds(300)))
    }

    @Test func isWrittenOnAChangeAndNowAndThen() {
        #expect(!isDue(report, after: .seconds(1_799)))
        #expect(isDue(report, after: .seconds(1_800)))
        var dearer = report
        dearer.spentToday = MicroDollars(1_260_000)
        #expect(isDue(dearer, after: .seconds(300)))
    }

    @Test func saysAllThatIsAskedOfIt() {
        var report = report
        report.watch = .polling(next: Self.now + .seconds(60))
        let text = report.text(at: Self.now)
        for words in [
            "Last seen | 2027-01-15 08:00:00 UTC", "2 issues to look at, 1 runs at work, 3 waiting",
            "Next poll | 2027-01-15 08:01:00 UTC", "Spent today | 1.25",
        ] { #expect(text.contains(words), "\(text)") }
        report.watch = .polling(next: nil)
        #expect(report.text(at: Self.now).contains("schedule"))
    }
}
