import Core
import FoundationEssentials

/// The answer of `/sdapi/v1/txt2img` and `/sdapi/v1/img2img`: PNG files as bare base 64, and the facts as JSON within a string.
struct A1111ImageReply {
    let picture: MadePicture
    /// The seed that the server says it used.
    let seed: Seed?

    private struct Body: Decodable {
        let images: [String]?
        /// JSON within a string; some builds send the object itself.
        let info: Lenient<String>?
    }

    private struct Info: Decodable { let seed: CountedNumber? }

    init(_ body: [UInt8], of call: ServiceCall, isFree: Bool) throws(ProviderError) {
        guard let reply = try? JSONDecoder().decode(Body.self, from: Data(body)), let image = reply.images?.first else {
            // What can't be read says no more than that it can't.
            let said = call.service.shown("200 without a picture: \(ServiceRefusal(body).message)")
            throw isFree ? ProviderError.unavailable(reason: said) : .unknownOutcome(taskID: nil, reason: said)
        }
        picture = .base64(image)
        let info = reply.info?.value.flatMap { try? JSONDecoder().decode(Info.self, from: Data($0.utf8)) }
        seed = info?.seed.flatMap { Seed($0.value) }
    }
}
