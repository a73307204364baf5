import Core
import HTTP

/// The answers of services that work in their own time are small JSON objects.
enum JobReply {
    /// Of a call that may have begun something: what can't be read leaves open whether it did.
    static func begun(_ response: HTTPResponse, of call: ServiceCall) throws(ProviderError) -> JSONValue {
        guard let json = json(response.body) else {
            throw .unknownOutcome(
                taskID: nil,
                reason: call.service.shown("\(response.status) with what is not JSON: \(said(response.body))"))
        }
        return json
    }

    /// Of a call that only asks.
    static func read(_ response: HTTPResponse, of call: ServiceCall) throws(ProviderError) -> JSONValue {
        guard let json = json(response.body) else {
            throw .unavailable(
                reason: call.service.shown("\(response.status) with what is not JSON: \(said(response.body))"))
        }
        return json
    }

    private static func json(_ body: [UInt8]) -> JSONValue? {
        // What can't be read says no more than that it can't.
        guard let json = try? JSONValue(parsing: String(decoding: body, as: UTF8.self)), json.object != nil else {
            return nil
        }
        return json
    }

    private static func said(_ body: [UInt8]) -> String {
        let text = String(decoding: body.prefix(200), as: UTF8.self)
        return text.hasPrefix("<") ? "a page" : text
    }
}
