import Core
import TestSupport
import Testing

@testable import Providers

@Suite struct MultipartBodyTests {
    private func form(_ body: MultipartBody) throws -> MultipartForm {
        let (type, bytes) = body.encoded()
        return try #require(MultipartForm(contentType: type, body: bytes))
    }

    @Test func fieldsAndFilesComeOutAsTheyWentIn() throws {
        var body = MultipartBody()
        body.add("prompt", "a red kite\r\nover dunes, naïve \u{1f3d4}")
        let bytes: [UInt8] = [0, 13, 10, 13, 10, 45, 45, 255, 13, 10]
        body.add("image[]", bytes, fileName: "1.png", type: "image/png")
        body.add("empty", "")
        let form = try form(body)
        #expect(form.fields == ["prompt": "a red kite\r\nover dunes, naïve \u{1f3d4}", "empty": ""])
        #expect(form.files.map(\.name) == ["image[]"] && form.files.map(\.fileName) == ["1.png"])
        #expect(form.files.map(\.type) == ["image/png"] && form.files.map(\.content) == [bytes])
    }

    @Test func aContentThatHoldsTheBoundaryOfAnotherFormDoesNotEndThisOne() throws {
        var first = MultipartBody()
        first.add("prompt", "x")
        let (type, bytes) = first.encoded()
        var second = MultipartBody()
        second.add("prompt", String(decoding: bytes, as: UTF8.self))
        #expect(second.encoded().contentType != type)
        #expect(try form(second).fields == ["prompt": String(decoding: bytes, as: UTF8.self)])
    }

    @Test func aNameCannotEndItsQuotesOrItsLine() throws {
        var body = MultipartBody()
        body.add("a\"; x=\"\r\nEvil: 1", [1], fileName: "b\"\r\n.png", type: "image/png\r\nEvil: 2")
        let text = String(decoding: body.encoded().bytes, as: UTF8.self)
        #expect(!text.contains("\nEvil: 1") && !text.contains("\nEvil: 2"))
        #expect(text.contains("filename=\"b%22%0D%0A.png\""))
    }

    @Test func theSameFormIsTheSameBytes() {
        var body = MultipartBody()
        body.add(["quality": "high", "steps": 3, "gone": .null, "exact": true])
        #expect(body.encoded().bytes == body.encoded().bytes)
        let text = String(decoding: body.encoded().bytes, as: UTF8.self)
        #expect(text.contains("\"steps\"\r\n\r\n3\r\n") && text.contains("\"exact\"\r\n\r\ntrue\r\n"))
        #expect(!text.contains("gone"))
    }
}
