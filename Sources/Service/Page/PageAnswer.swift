import Core
import HTTP
import Page

/// The answers of the page, each with the head fields that keep a browser from doing more than it should.
enum PageAnswer {
    /// Nothing from elsewhere, nothing in the page itself that acts, no frame around it, no form to another place.
    static let policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; media-src 'self'; connect-src 'self'; "
        + "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

    private static let common: [(name: String, value: String)] = [
        ("X-Content-Type-Options", "nosniff"), ("X-Frame-Options", "DENY"), ("Referrer-Policy", "same-origin"),
        ("Cross-Origin-Opener-Policy", "same-origin"), ("Cross-Origin-Resource-Policy", "same-origin"),
        ("Permissions-Policy", "camera=(), geolocation=(), microphone=()"),
    ]

    static func page(_ markup: Markup, status: UInt32 = 200) -> ServerResponse {
        ServerResponse(
            status,
            headers: common + [
                ("Content-Type", "text/html; charset=utf-8"), ("Content-Security-Policy", policy),
                ("Cache-Control", "no-store"),
            ], body: .bytes(Array(markup.html.utf8)))
    }

    /// What is the same for everybody, and has its content in its address.
    static func shipped(_ file: PageFile) -> ServerResponse {
        ServerResponse(
            200,
            headers: common + [
                ("Content-Type", file.type), ("Content-Security-Policy", "default-src 'none'"),
                ("Cache-Control", "public, max-age=31536000, immutable"),
            ], body: .bytes(file.bytes))
    }

    /// A file that a run has made, or a part of it; whatever is in it, nothing of it acts.
    static func file(
        _ body: ServerResponse.Body, _ type: MediaType, status: UInt32 = 200,
        _ fields: [(name: String, value: String)] = []
    ) -> ServerResponse {
        ServerResponse(
            status,
            headers: common + fields + [
                ("Content-Type", type.rawValue), ("Content-Security-Policy", "default-src 'none'; sandbox"),
                ("Content-Disposition", "inline"), ("Cache-Control", "private, max-age=31536000, immutable"),
            ], body: body)
    }

    static func stream(_ stream: ServerStream) -> ServerResponse {
        ServerResponse(
            200,
            headers: common + [
                ("Content-Type", "text/event-stream"), ("Cache-Control", "no-store"), ("X-Accel-Buffering", "no"),
            ], body: .stream(stream))
    }

    /// To another page, which is then asked for.
    static func redirect(to address: String) -> ServerResponse {
        ServerResponse(303, headers: common + [("Location", address), ("Cache-Control", "no-store")])
    }
}
