import Core
import Foundation
import TestSupport

/// A loopback server that speaks the wire format of OpenAI's pictures, as a test scripts it.
enum PaintServer {
    /// An answer with a picture, as the service gives it; `usage` counts tokens where it is given.
    static func picture(_ bytes: [UInt8], usage: (input: Int, output: Int)? = nil) -> LoopbackReply {
        var members: [String: JSONValue] = [
            "created": 1_763_700_000,
            "data": [["b64_json": .string(Data(bytes).base64EncodedString())]],
        ]
        if let usage {
            members["usage"] = [
                "input_tokens": .integer(Int64(usage.input)), "output_tokens": .integer(Int64(usage.output)),
            ]
        }
        return .json(200, JSONValue.object(members).text)
    }

    static func address(_ url: String) -> LoopbackReply {
        .json(200, JSONValue.object(["data": [["url": .string(url)]]]).text)
    }

    static func refusal(
        _ status: Int, _ code: String, _ message: String = "no", headers: [(name: String, value: String)] = []
    ) -> LoopbackReply {
        let error: JSONValue = ["error": ["message": .string(message), "type": "x", "code": .string(code)]]
        return .json(status, error.text, headers: headers)
    }
}
