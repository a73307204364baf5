import Core
import FoundationEssentials
import Testing

@Suite struct JSONReaderTests {
    @Test(arguments: [
        #"{"a":[1,-2,0,1.5,-0.25,1e3,1.0,2E-2,9223372036854775807,9223372036854775808],"b":{},"c":[],"d":null}"#,
        "  [ true , false,\tnull\r\n] ", #""""#, #""a\"b\\c\/d\b\f\n\r\t""#, #""\u00e9\u20AC\ud83d\ude00 e\u0301""#,
        #""灯台 ü 🦊""#, #"{"":{"":[[[[{}]]]]}}"#, "-0", "0.1", "12345678901234567890123", "1e-400",
    ]) func whatTheStandardDecoderReadsIsReadAlike(text: String) throws {
        #expect(try JSONValue(parsing: text) == JSONDecoder().decode(JSONValue.self, from: Data(text.utf8)))
    }

    @Test(arguments: [
        "", " ", "{", "}", "[1,]", "[,1]", "[1 2]", #"{"a"}"#, #"{"a":}"#, #"{"a":1,}"#, #"{a:1}"#, #"{"a":1 "b":2}"#,
        "nul", "nulll", "True", "01", "-", "1.", ".5", "1e", "+1", "1e+", "0x10", "1e999", "NaN", #""open"#, #""\x""#,
        #""\u12""#, #""\u12g4""#, #""\ud800""#, #""\ud800\u0041""#, #""\udc00""#, "\"a\nb\"", "\"a\u{1}b\"", "1 1",
        "[1]]", "'a'", #"{"a":1}{"b":2}"#, #""\"#,
    ]) func whatIsNoJSONIsRefused(text: String) {
        #expect(throws: JSONReadingError.self) { try JSONValue(parsing: text) }
    }

    @Test func theErrorSaysWhere() {
        let error = #expect(throws: JSONReadingError.self) { try JSONValue(parsing: #"{"ü":x}"#) }
        #expect(error?.offset == 6)
    }

    @Test func ofTheSameKeyTheLastCounts() throws {
        #expect(try JSONValue(parsing: #"{"a":1,"b":2,"a":3}"#) == ["a": 3, "b": 2])
    }

    @Test func nestingIsReadToADepthThatNoStackFearsAndNoFurther() throws {
        func nested(_ depth: Int) -> String {
            String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
        }
        #expect(try JSONValue(parsing: nested(512)).array?.count == 1)
        #expect(throws: JSONReadingError.self) { try JSONValue(parsing: nested(100_000)) }
    }

    @Test func whatIsWrittenIsReadBack() throws {
        var bits = SplitMix64(seed: 11)
        for _ in 0..<300 {
            let value = Self.value(depth: 0, using: &bits)
            #expect(try JSONValue(parsing: value.text) == value)
            #expect(try JSONValue(parsing: value.prettyText) == value)
        }
    }

    @Test func aCutOrAlteredTextNeverDoesHarm() {
        var bits = SplitMix64(seed: 12)
        let text = Array(#"{"a":["\u00e9\n",1.5e3,{"b":null}],"c":true,"d":"灯台"}"#.utf8)
        for end in text.indices {
            #expect(throws: JSONReadingError.self) {
                try JSONValue(parsing: String(decoding: text[..<end], as: UTF8.self))
            }
        }
        for _ in 0..<2_000 {
            var altered = text
            altered[Int.random(in: text.indices, using: &bits)] = UInt8.random(in: 0...127, using: &bits)
            let candidate = String(decoding: altered, as: UTF8.self)
            let standard = try? JSONDecoder().decode(JSONValue.self, from: Data(candidate.utf8))  // No JSON any more.
            #expect((try? JSONValue(parsing: candidate)) == standard, "\(candidate)")
        }
    }

    private static func value(depth: Int, using bits: inout SplitMix64) -> JSONValue {
        let texts = ["", "a", "\"\\/\n\r\t\u{8}\u{c}\u{1f}", "灯台", "🦊", "e\u{301}", "$text"]
        switch Int.random(in: 0..<(depth > 4 ? 5 : 7), using: &bits) {
        case 0: return .null
        case 1: return .bool(Bool.random(using: &bits))
        case 2: return .integer(Int64.random(in: .min ... .max, using: &bits))
        case 3: return .number(Double.random(in: -1...1, using: &bits))
        case 4: return .string(texts[Int.random(in: texts.indices, using: &bits)])
        case 5:
            return .array(
                (0..<Int.random(in: 0..<4, using: &bits)).map { _ in value(depth: depth + 1, using: &bits) })
        default:
            var members: [String: JSONValue] = [:]
            for _ in 0..<Int.random(in: 0..<4, using: &bits) {
                members[texts[Int.random(in: texts.indices, using: &bits)]] = value(depth: depth + 1, using: &bits)
            }
            return .object(members)
        }
    }
}
