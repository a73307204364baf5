import Glibc

/// The time, and the processor time of all threads, since it was made.
struct BenchSpan {
    private let start = Self.read(CLOCK_MONOTONIC)
    private let cpuStart = Self.read(CLOCK_PROCESS_CPUTIME_ID)

    var seconds: Double { Self.read(CLOCK_MONOTONIC) - start }
    var cpuSeconds: Double { Self.read(CLOCK_PROCESS_CPUTIME_ID) - cpuStart }

    private static func read(_ clock: clockid_t) -> Double {
        var time = timespec()
        unsafe clock_gettime(clock, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}
