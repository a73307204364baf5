import Core
import Crypto

/// What a request is known by in the cache: all that decides what comes back, in one canonical text.
///
/// The seed and the attempt are part of it though a model takes no seed: another attempt is meant to be another picture.
enum RequestKey {
    /// Goes up when requests of the same words would be asked for in another way.
    private static let version = 1

    static func digest(of request: ImageRequest, from model: Model, attempt: Int) -> SHA256Digest {
        var members = members(of: model)
        members["trained"] = .bool(model.isTrained)
        members["takesSeed"] = .bool(model.takesSeed)
        members["prompt"] = .string(request.prompt)
        members["size"] = .string(request.size.description)
        members["format"] = .string(request.format.rawValue)
        members["seed"] = .integer(Int64(request.seed.value))
        members["attempt"] = .integer(Int64(attempt))
        members["palette"] = .array(request.palette.map { .string("\($0.name) \($0.red) \($0.green) \($0.blue)") })
        members["references"] = .array(request.references.map(name))
        members["negativePrompt"] = request.negativePrompt.map(JSONValue.string)
        members["style"] = request.style.map(JSONValue.string)
        members["mask"] = request.mask.map(name)
        return digest(of: members)
    }

    static func digest(of request: VideoRequest, from model: Model, attempt: Int) -> SHA256Digest {
        var members = members(of: model)
        members["kind"] = .string("video")
        members["trained"] = .bool(model.isTrained)
        members["takesSeed"] = .bool(model.takesSeed)
        members["prompt"] = .string(request.prompt)
        members["size"] = .string(request.size.description)
        members["milliseconds"] = .integer(request.duration.milliseconds)
        members["fps"] = .integer(Int64(request.framesPerSecond))
        members["seed"] = .integer(Int64(request.seed.value))
        members["attempt"] = .integer(Int64(attempt))
        members["sound"] = .bool(request.hasSound)
        members["wantsLastFrame"] = .bool(request.wantsLastFrame)
        members["firstFrame"] = request.firstFrame.map(name)
        members["lastFrame"] = request.lastFrame.map(name)
        members["references"] = .array(request.references.map(name))
        return digest(of: members)
    }

    /// `number` tells the answers apart that one question is to have, from 1.
    static func digest(of request: TextRequest, from model: Model, number: Int) -> SHA256Digest {
        var members = members(of: model)
        members["kind"] = .string("text")
        members["instructions"] = .string(request.instructions)
        members["messages"] = .array(request.messages.map(json))
        members["schema"] = request.schema.map { ["name": .string($0.name), "schema": $0.schema] }
        members["answerTokens"] = .integer(Int64(request.answerTokens))
        members["number"] = .integer(Int64(number))
        return digest(of: members)
    }

    private static func members(of model: Model) -> [String: JSONValue] {
        [
            "version": .integer(Int64(version)), "provider": .string(model.provider), "model": .string(model.name),
            "id": .string(model.id), "options": .object(model.options),
        ]
    }

    private static func digest(of members: [String: JSONValue]) -> SHA256Digest {
        SHA256.digest(of: JSONValue.object(members).text)
    }

    private static func name(of picture: SourcePicture) -> JSONValue {
        .string(SHA256.digest(of: picture.bytes).hex)
    }

    private static func json(_ message: TextMessage) -> JSONValue {
        let role =
            switch message.role {
            case .user: "user"
            case .assistant: "assistant"
            case .tool(let call, let isError): "tool \(isError) \(call)"
            }
        let parts = message.parts.map { part -> JSONValue in
            switch part {
            case .text(let text): ["text": .string(text)]
            case .data(let label, let text): ["data": .string(text), "label": .string(label)]
            case .picture(let picture): ["picture": name(of: picture)]
            }
        }
        return ["role": .string(role), "parts": .array(parts)]
    }
}
