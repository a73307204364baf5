import Core
import Foundation
import Testing

@testable import Service

@Suite struct DeliveryScannerTests {
    private func fields(_ text: String) throws(DeliveryFlaw) -> DeliveryFields { try fields(of: Array(text.utf8)) }

    /// With the processor's special instructions as without them.
    private func fields(of body: [UInt8]) throws(DeliveryFlaw) -> DeliveryFields {
        let results = DeliveryScanner.Width.allCases.map { width in
            Result { () throws(DeliveryFlaw) in try DeliveryScanner.fields(of: body, width: width) }
        }
        #expect(results.allSatisfy { $0 == results[0] })
        return try results[0].get()
    }

    @Test(arguments: [
        "", " ", "{", "}", "{]", "[}", "[1,]", "[,1]", "{,}", #"{"a"}"#, #"{"a":}"#, #"{"a":1,}"#, #"{a:1}"#,
        #"{'a':1}"#,
        "nul", "nulll", "True", "tru", "+1", "01", "1.", ".5", "1e", "1e+", "-", "--1", "0x1", "NaN", "Infinity",
        #"""#, #""\""#, #""\x""#, #""\u12""#, #""\u12g4""#, "\"\n\"", "\"\u{1f}\"", "1 2", "{} {}", "{}x", "// a\n{}",
        "\u{feff}{}",
        "a=b&payload=%7B%7D", "<html></html>", "{\"a\":\u{0}}", "\u{0}", "{}\u{0}",
    ])
    func whatIsNoJSONIsRefused(text: String) {
        #expect(throws: DeliveryFlaw.self) { try fields(text) }
    }

    @Test(arguments: [
        "{}", "[]", "null", " true ", "-0", "0.5e-10", "1E+2", "[ 1 , [ ] , { } ]", "\t{\r\n\"a\" : 1 }\n",
        #""\"\\\/\b\f\n\r\t\u00e9\ud83d\ude80""#, #"{"":{"":[]}}"#, "\"é🚀\u{7f}\"",
    ])
    func jsonOfEachFormIsTaken(text: String) throws {
        #expect(try fields(text).action == nil)
    }

    /// Between tokens, within a word and within a text.
    @Test func bytesOfEachValueAreTakenWhereTheyMayStand() throws {
        for byte in UInt8.min...UInt8.max {
            for (before, after) in [("{", #""a":1}"#), ("[1", "]"), (#"["x""#, "]"), ("[", "]"), (#"["x"#, #""]"#)] {
                let text = Array(before.utf8) + [byte] + Array(after.utf8)
                let isTaken = (try? fields(of: text)) != nil
                let isJSON = (try? JSONSerialization.jsonObject(with: Data(text))) != nil
                let isForgiven = text == Array("[1,]".utf8) || text == Array(#"["x",]"#.utf8)
                #expect(isTaken == isJSON && !isForgiven || isForgiven && !isTaken, "\(text)")
            }
        }
    }

    @Test func textsOfEachLengthEndWhereTheyShould() throws {
        // Around the 64 bytes that are looked at together.
        for length in 0...140 {
            let text = String(repeating: "x", count: length)
            #expect(try fields(#"{"a":"\#(text)","action":"\#(text)"}"#).action == text)
            #expect(try fields(#"{"a":"\#(text)\\","action":"\#(text)\""}"#).action == text + "\"")
            #expect(throws: DeliveryFlaw.self) { try fields(#"{"a":"\#(text)"# + "\u{1}\"}") }
            #expect(try fields(#"{"action":"\#(text)é"}"#).action == text + "é")
        }
    }

    @Test func escapesAreResolved() throws {
        #expect(try fields(#"{"action":"a\u0041\n\"\\\/\ud83d\ude80"}"#).action == "aA\n\"\\/🚀")
        #expect(try fields(#"{"action":"\ud83d"}"#).action == "\u{fffd}", "half a pair")
    }

    @Test func onlyThePlacesThatCountAreRead() throws {
        let found = try fields(
            #"""
            {"x":{"action":"no"},"issue":{"user":{"number":3,"id":4},"number":1,"labels":[{"name":"no"}]},
            "label":{"name":"yes"},"sender":{"id":2},"comment":{"sender":{"id":9}},"action":["no"]}
            """#)
        #expect(found.action == nil && found.issue == 1 && found.label == "yes" && found.sender == 2)
    }

    @Test func theLastOfTwoCounts() throws {
        #expect(try fields(#"{"action":"a","action":"b"}"#).action == "b")
    }

    @Test func depthIsBounded() throws {
        let most = DeliveryScanner.mostDepth
        let deep = { (count: Int) in
            String(repeating: "[", count: count) + String(repeating: "]", count: count)
        }
        #expect(throws: Never.self) { try fields(deep(most)) }
        #expect(throws: DeliveryFlaw.tooDeep) { try fields(deep(most + 1)) }
        #expect(throws: DeliveryFlaw.tooDeep) { try fields(String(repeating: "[", count: 1_000_000)) }
        #expect(throws: DeliveryFlaw.tooDeep) { try fields(String(repeating: #"{"a":"#, count: 1_000_000)) }
        #expect(throws: DeliveryFlaw.tooDeep) { try fields(String(repeating: #"{"repository":"#, count: 1_000)) }
    }

    @Test(
        arguments: [
            [0xff], [0xc3], [0xc0, 0xaf], [0xed, 0xa0, 0x80], [0xf5, 0x80, 0x80, 0x80], [0xe9], [0x80],
            [0xf0, 0x9f, 0x9a],
        ] as [[UInt8]])
    func wrongEncodingIsRefused(bytes: [UInt8]) {
        for padding in 0...70 {
            let text = Array(#"{"a":""#.utf8) + Array(repeating: 0x61, count: padding) + bytes + Array(#""}"#.utf8)
            #expect(throws: DeliveryFlaw.wronglyEncoded) { try fields(of: text) }
        }
    }

    @Test func otherEncodingsAreNoJSON() throws {
        for encoding in [String.Encoding.utf16, .utf16LittleEndian, .utf32] {
            let bytes = Array(try #require(#"{"action":"opened"}"#.data(using: encoding)))
            #expect(throws: DeliveryFlaw.self) { try fields(of: bytes) }
        }
    }

    @Test func aFieldOfAMegabyteIsRefusedWhereItIsKept() {
        let long = String(repeating: "a", count: 1 << 20)
        #expect(throws: DeliveryFlaw.unusable(field: "action")) { try fields(#"{"action":"\#(long)"}"#) }
        #expect(throws: Never.self) { try fields(#"{"body":"\#(long)"}"#) }
    }

    @Test func everyTruncationIsRefused() {
        let whole = Array(
            #"{"action":"é\u00e9","issue":{"number":12,"a":[1.5e3,true,null]},"sender":{"id":-0,"login":"a"}}"#.utf8)
        #expect(throws: Never.self) { try fields(of: whole) }
        for count in 0..<whole.count {
            #expect(throws: DeliveryFlaw.self) { try fields(of: Array(whole[..<count])) }
        }
    }

    /// Whatever is taken for JSON here is so for Foundation, and the other way round but for a comma at an end, which that forgives.
    @Test func agreesWithFoundationOnWhateverChanceMakes() throws {
        var bits = SplitMix64(seed: 5)
        let seed = Array(
            #"{"action":"opened","issue":{"number":1,"x":[1,-2.5e3,"é\n\u0041"]},"sender":{"id":1},"b":[true,{}]}"#.utf8
        )
        let alphabet = Array(#"{}[]",:\/ truefalsn0123.-+eE"#.utf8) + [0x00, 0x1f, 0x80, 0xc3, 0xff]
        var taken = 0
        for _ in 0..<20_000 {
            var text = seed
            for _ in 0...Int.random(in: 0..<3, using: &bits) {
                let place = Int.random(in: 0..<text.count, using: &bits)
                let byte = alphabet[Int.random(in: 0..<alphabet.count, using: &bits)]
                switch Int.random(in: 0..<3, using: &bits) {
                case 0: text[place] = byte
                case 1: text.insert(byte, at: place)
                default: text.remove(at: place)
                }
            }
            let isTaken = (try? fields(of: text)) != nil
            let isJSON = (try? JSONSerialization.jsonObject(with: Data(text), options: [.fragmentsAllowed])) != nil
            if isTaken { taken += 1 }
            let isForgiven = isJSON && String(decoding: text, as: UTF8.self).contains(/,\s*[\]}]/)
            #expect(isTaken == isJSON || isForgiven, "\(String(decoding: text, as: UTF8.self))")
        }
        #expect(taken > 500 && taken < 19_500, "both are tried")
    }
}
