import HTTP
import TestSupport
import Testing

@testable import Service

/// Forms with a file, as browsers and strangers write them.
@Suite(.timeLimit(.minutes(2))) struct FileFormTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    /// A body as the server has taken it in.
    private func body(_ bytes: [UInt8]) async throws -> BodyFile {
        let service = FileService(folder: folder.path)
        let server = try HTTPServer(
            on: try ListeningSocket(ServerAddress(host: "127.0.0.1", port: 0)), service: service)
        let client = try LoopbackClient(port: Int(server.address.port))
        await client.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: \(bytes.count)\r\n\r\n")
        await client.send(bytes)
        _ = await client.reply()
        return try #require(service.file)
    }

    private func form(_ text: String, type: String = "multipart/form-data; boundary=XX") async throws -> FileForm {
        try FileForm(try await body(Array(text.utf8)), contentType: type)
    }

    private static func field(_ name: String, _ value: String) -> String {
        "--XX\r\nContent-Disposition: form-data; name=\"\(name)\"\r\n\r\n\(value)\r\n"
    }

    private static func file(_ bytes: String, name: String = "file") -> String {
        "--XX\r\nContent-Disposition: form-data; name=\"\(name)\"; filename=\"a; name=x.png\"\r\nContent-Type: image/png\r\n\r\n"
            + "\(bytes)\r\n"
    }

    @Test func fieldsAndTheFileAreFound() async throws {
        let text =
            Self.field("token", "abc") + Self.field("notes", "a\r\nb é") + Self.file("PNG\r\n--XY") + "--XX--\r\n"
        let bytes = try await body(Array(text.utf8))
        let form = try FileForm(bytes, contentType: "multipart/form-data; boundary=\"XX\"; charset=utf-8")
        #expect(form.fields["token"] == "abc" && form.fields["notes"] == "a\r\nb é")
        let range = try #require(form.file)
        #expect(try bytes.bytes(at: range.lowerBound, count: range.count) == Array("PNG\r\n--XY".utf8))
        #expect(form.fields["file"] == nil && form.fields["x.png"] == nil)
    }

    @Test func aLargeFileIsFoundWhereverItsEndLies() async throws {
        // The end of the file moves over the border of a piece that is looked through.
        for count in (256 << 10) - 120...(256 << 10) - 110 {
            let text = Self.file(String(repeating: "\r", count: count)) + Self.field("asset", "01") + "--XX--\r\n"
            let form = try await form(text)
            #expect(form.file?.count == count && form.fields["asset"] == "01")
        }
    }

    @Test func noFileMayBeChosen() async throws {
        let text = "--XX\r\nContent-Disposition: form-data; name=\"file\"; filename=\"\"\r\n\r\n\r\n--XX--\r\n"
        #expect(try await form(text).file == nil)
        #expect(try await form(Self.field("a", "b") + "--XX--").file == nil)
    }

    @Test func whatCouldBeReadInTwoWaysIsNotRead() async throws {
        let end = "--XX--\r\n"
        for text in [
            "", "--XX", Self.field("a", "b"), "x" + Self.field("a", "b") + end,
            Self.file("1") + Self.file("2") + end,
            "--XX\r\n\r\nvalue\r\n" + end, "--XX\r\nContent-Disposition: form-data\r\n\r\nvalue\r\n" + end,
            "--XX\r\nContent-Disposition: attachment; name=\"a\"\r\n\r\nv\r\n" + end,
            "--XX\r\nContent-Disposition: form-data; name=\"a\"; name=\"b\"\r\n\r\nv\r\n" + end,
            "--XX\r\nContent-Disposition: form-data; name=\"a\"\r\nContent-Disposition: form-data; name=\"b\"\r\n\r\nv\r\n"
                + end,
            "--XX\r\nX: \(String(repeating: "x", count: 5_000))\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nv\r\n"
                + end,
            Self.field("a", String(repeating: "x", count: 70_000)) + end,
            (0...50).map { Self.field("a\($0)", "") }.joined() + end,
        ] {
            await #expect(throws: FileForm.Flaw.self, "\(text.prefix(80))") { try await form(text) }
        }
        await #expect(throws: FileForm.Flaw.self) {
            let bytes = Array(Self.field("a", "").dropLast(2).utf8) + [0xff, 0x0d, 0x0a] + Array(end.utf8)
            _ = try FileForm(try await body(bytes), contentType: "multipart/form-data; boundary=XX")
        }
        for type in [
            "multipart/form-data", "multipart/form-data; boundary=", "multipart/form-data; boundary=a b",
            "x; boundary=é",
        ] {
            await #expect(throws: FileForm.Flaw.self) { try await form(Self.field("a", "b") + end, type: type) }
        }
    }
}
