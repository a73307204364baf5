import Core
import Foundation
import TestSupport
import Testing

/// Ways in which relays and newer versions write an answer otherwise than the specification has it, around a good picture.
enum OddReply: String, CaseIterable, CustomTestStringConvertible {
    case numbersAsTexts, usageAsList, infoAsObject, errorsOfNull, linesInBase64, prefixed, unknownFields

    var testDescription: String { rawValue }

    func reply(_ wire: PaintWire, _ png: [UInt8]) -> LoopbackReply {
        let plain = Data(png).base64EncodedString()
        var text = plain
        if self == .linesInBase64 { text = Data(png).base64EncodedString(options: .lineLength76Characters) }
        if self == .prefixed { text = "data:image/png;base64," + plain }
        var members: [String: JSONValue] =
            wire == .a1111 ? ["images": [.string(text)]] : ["data": [["b64_json": .string(text)]]]
        switch self {
        case .numbersAsTexts:
            members["created"] = "1763700000"
            members["usage"] = ["input_tokens": "20", "output_tokens": "1056", "generated_images": "1"]
            members["info"] = #"{"seed":"7"}"#
        case .usageAsList: members["usage"] = []
        case .infoAsObject: members["info"] = ["seed": 7]
        case .errorsOfNull:
            members["error"] = .null
            members["usage"] = .null
            members["info"] = .null
        case .unknownFields: members["extra"] = [["deep": [.null, 1.5, true]]]
        case .linesInBase64, .prefixed: break
        }
        return .json(200, JSONValue.object(members).text)
    }
}
