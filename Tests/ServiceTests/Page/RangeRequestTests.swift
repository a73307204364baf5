import HTTP
import Testing

@testable import Service

/// Which part of a file is asked for.
@Suite struct RangeRequestTests {
    private static let tag = "\"0123\""

    private func asked(_ fields: [(String, String)], size: Int = 1_000, method: String = "GET") -> RangeRequest {
        RangeRequest(
            RequestHead(method: method, target: "/", headers: HTTPHeaders(fields.map { (name: $0.0, value: $0.1) })),
            size: size, tag: Self.tag)
    }

    @Test(arguments: [
        ("bytes=0-0", 0..<1), ("bytes=0-", 0..<1_000), ("bytes=10-19", 10..<20), ("bytes=990-5000", 990..<1_000),
        ("bytes=-10", 990..<1_000), ("bytes=-5000", 0..<1_000), ("BYTES=1-2", 1..<3), ("bytes= 1-2", 1..<3),
        ("bytes=999-", 999..<1_000),
    ])
    func oneRangeIsGiven(text: String, range: Range<Int>) { #expect(asked([("Range", text)]) == .part(range)) }

    @Test(arguments: ["bytes=1000-", "bytes=1000-2000", "bytes=-0", "bytes=999999999999999-"])
    func whatLiesBehindTheEndIsNotThere(text: String) { #expect(asked([("Range", text)]) == .outside) }

    @Test(arguments: [
        "bytes=0-1,5-6", "bytes=2-1", "bytes=-", "bytes=", "bytes", "items=0-1", "bytes=a-b", "bytes=0x1-2",
        "bytes=--1", "bytes=1-2-3", "bytes=+1-2", "bytes=9999999999999999999-", "", "bytes=１-2",
    ])
    func severalRangesAndNonsenseGetTheWhole(text: String) { #expect(asked([("Range", text)]) == .whole) }

    @Test func aPartIsGivenOnlyOfWhatTheClientHas() {
        #expect(asked([("Range", "bytes=0-1"), ("If-Range", Self.tag)]) == .part(0..<2))
        for other in ["\"other\"", "W/\"0123\"", "0123", "Sat, 21 Nov 2026 10:00:00 GMT", ""] {
            #expect(asked([("Range", "bytes=0-1"), ("If-Range", other)]) == .whole)
        }
        #expect(asked([("Range", "bytes=0-1"), ("If-Range", Self.tag), ("If-Range", Self.tag)]) == .whole)
        #expect(asked([("Range", "bytes=0-1"), ("Range", "bytes=0-1")]) == .whole)
    }

    @Test func nothingElseThanGetHasParts() {
        #expect(asked([("Range", "bytes=0-1")], method: "HEAD") == .whole)
        #expect(asked([]) == .whole)
        #expect(asked([("Range", "bytes=0-")], size: 0) == .outside)
        #expect(asked([("Range", "bytes=-1")], size: 0) == .outside)
    }
}
