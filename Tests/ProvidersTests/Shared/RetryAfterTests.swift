import Core
import HTTP
import Testing

@testable import Providers

@Suite struct RetryAfterTests {
    @Test(
        arguments: [
            // Replicate says it in words alone.
            ([], "Request was throttled. Your rate limit resets in ~30s.", Duration.seconds(30)),
            ([], "Request was throttled. Expected available in 26 seconds.", .seconds(26)),
            ([], "Rate limit reached for m: Limit 3, Used 3. Please try again in 6m0s.", .seconds(360)),
            ([], "Your picture of 30 seconds is too long.", nil), ([], "too many", nil),
            ([], "retry after 5 bananas", nil),
            ([("Retry-After", "4")], "resets in ~30s", .seconds(4)),
            // OpenAI's durations: of what is used up alone.
            (
                [
                    ("x-ratelimit-remaining-requests", "0"), ("x-ratelimit-reset-requests", "1m2.5s"),
                    ("x-ratelimit-remaining-tokens", "100"), ("x-ratelimit-reset-tokens", "9m"),
                ], "", .milliseconds(62_500)
            ),
            (
                [
                    ("X-RateLimit-Remaining-Requests", "0"), ("X-RateLimit-Reset-Requests", "20ms"),
                    ("X-RateLimit-Remaining-Tokens", "0"), ("X-RateLimit-Reset-Tokens", "6m0s"),
                ], "", .seconds(360)
            ),
            // Anthropic's times count from the answer's own.
            (
                [
                    ("Date", "Sun, 06 Nov 1994 08:49:37 GMT"), ("anthropic-ratelimit-input-tokens-remaining", "0"),
                    ("anthropic-ratelimit-input-tokens-reset", "1994-11-06T08:50:07Z"),
                ], "", .seconds(30)
            ),
            ([("anthropic-ratelimit-tokens-remaining", "0"), ("anthropic-ratelimit-tokens-reset", "soon")], "", nil),
            ([("x-ratelimit-remaining-requests", "0")], "", nil),
            // The three forms of a time, counted from the answer's own.
            (
                [("Date", "Sun, 06 Nov 1994 08:49:37 GMT"), ("Retry-After", "Sun, 06 Nov 1994 08:49:47 GMT")], "",
                .seconds(10)
            ),
            (
                [("Date", "Sun, 06 Nov 1994 08:49:37 GMT"), ("Retry-After", "Sunday, 06-Nov-94 08:49:47 GMT")], "",
                .seconds(10)
            ),
            (
                [("Date", "Sun, 06 Nov 1994 08:49:37 GMT"), ("Retry-After", "Sun Nov  6 08:49:47 1994")], "",
                .seconds(10)
            ),
            ([("Date", "Sun, 06 Nov 1994 08:49:37 GMT"), ("Retry-After", "Sun Nov  6 08:49:27 1994")], "", .zero),
            ([("Retry-After", "2m5s")], "", .seconds(125)), ([("Retry-After", "-3")], "", nil),
            ([("Retry-After", "soon")], "", nil), ([("Retry-After", "Sun, 06 Nov 1994 08:49:47 GMT")], "", nil),
        ] as [([(String, String)], String, Duration?)])
    func patienceIsReadFromWhateverTheServiceSays(
        headers: [(String, String)], message: String, wait: Duration?
    ) {
        let headers = HTTPHeaders(headers.map { (name: $0.0, value: $0.1) })
        #expect(RetryAfter.wait(headers, message: message) == wait)
    }

    @Test func whereTheServiceHasNoClockOursCounts() throws {
        let now = try #require(Timestamp("1994-11-06T08:49:37Z"))
        let headers = HTTPHeaders([(name: "Retry-After", value: "Sun, 06 Nov 1994 08:50:07 GMT")])
        #expect(RetryAfter.wait(headers, message: "", now: now) == .seconds(30))
    }

    @Test(arguments: ["", "s", "5", "5x", "1..2s", "-3s", "٣s"])
    func whatIsNoDurationIsNone(text: String) { #expect(WaitInWords.duration(text) == nil) }
}
