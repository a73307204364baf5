import Core
import Foundation
import Providers
import TestSupport
import Testing

/// The services that make pictures, each with a model of its own and a server's answers in its own wire format.
enum PaintWire: String, CaseIterable, CustomTestStringConvertible {
    case openAI, ark, a1111

    var testDescription: String { rawValue }

    /// One that takes seeds, costs 0.04 USD a picture and can be given pictures.
    var model: Model {
        let price = ModelPrice(otherImages: MicroDollars(40_000))
        return switch self {
        case .openAI: PaintBench.painter
        case .ark:
            Model(
                name: "seedling", provider: "ark", id: "seedling-1", abilities: [.image, .edit], takesSeed: true,
                price: price, unbilled: ["503"], timeout: .seconds(120), group: 15)
        case .a1111:
            Model(
                name: "workshop", provider: "a1111", id: "current", abilities: [.image, .edit], takesSeed: true,
                price: price, unbilled: ["503"], timeout: .seconds(120))
        }
    }

    /// The variable that its key is found in, or its address where it has none.
    var variable: String {
        switch self {
        case .openAI: "OPENAI_API_KEY"
        case .ark: "ARK_API_KEY"
        case .a1111: "A1111_URL"
        }
    }

    /// Whether an answer may say where the picture lies instead of bringing it.
    var hasAddresses: Bool { self != .a1111 }

    func picture(_ bytes: [UInt8], seed: Int? = nil) -> LoopbackReply {
        picture(text: Data(bytes).base64EncodedString(), seed: seed)
    }

    /// An answer with a picture whose base 64 is `text`.
    func picture(text: String, seed: Int? = nil) -> LoopbackReply {
        switch self {
        case .openAI, .ark: return .json(200, JSONValue.object(["data": [["b64_json": .string(text)]]]).text)
        case .a1111:
            let info = JSONValue.object(seed.map { ["seed": .integer(Int64($0))] } ?? [:]).text
            return .json(200, JSONValue.object(["images": [.string(text)], "info": .string(info)]).text)
        }
    }

    func refusal(
        _ status: Int, _ code: String, _ message: String = "no", headers: [(name: String, value: String)] = []
    ) -> LoopbackReply {
        switch self {
        case .openAI, .ark: return PaintServer.refusal(status, code, message, headers: headers)
        case .a1111:
            let body: JSONValue = ["error": .string(code), "detail": .string(message), "body": "", "errors": ""]
            return .json(status, body.text, headers: headers)
        }
    }

    /// The width that a request asks for.
    func side(of request: LoopbackRequest) -> Int? {
        let asked = try? JSONValue(parsing: request.text)
        return asked?["width"]?.integer ?? asked?["size"]?.string.flatMap { PixelSize($0) }?.width
    }

    func seed(of request: LoopbackRequest) -> Int? { (try? JSONValue(parsing: request.text))?["seed"]?.integer }

    /// The pictures that a request brought along.
    func references(of request: LoopbackRequest) -> [[UInt8]] {
        switch self {
        case .openAI: return MultipartForm(request)?.files.map(\.content) ?? []
        case .ark, .a1111:
            let body = try? JSONValue(parsing: request.text)
            let given = body?["image"] ?? body?["init_images"]
            return (given?.array ?? [given].compactMap(\.self)).compactMap { picture in
                let text = picture.string ?? ""
                let bare = text.split(separator: ",").last.map(String.init) ?? ""
                return Data(base64Encoded: bare).map(Array.init)
            }
        }
    }
}

extension SourcePicture {
    /// Bare base 64.
    var text: String { Data(bytes).base64EncodedString() }
}
