import Core
import Foundation
import Imaging
import Providers
import Synchronization
import TestSupport

/// A paid service of pictures in OpenAI's wire format, which counts what it is asked for and what it makes.
///
/// The same words, size and seed give the same picture, so that a call that is made again shows in nothing but the count.
final class PaintShop: Sendable {
    static let key = "sk-test-key-that-no-text-may-show"
    /// What one picture costs, in US dollars, as `model` says.
    static let price = 0.04

    /// The registry's entry for the service, as a repository would have it.
    static let model = """
        kind: Model
        name: painter
        provider: openai
        id: painter-1
        takesSeed: true
        price: {image: \(price), note: of a test}
        timeout: 1m
        """

    /// One picture that was asked for: its prompt and its seed.
    struct Order: Hashable {
        let prompt: String
        let seed: Int
    }

    private struct State {
        var received: [Order: Int] = [:]
        var made: [Order: Int] = [:]
    }

    private let state = Mutex(State())
    private static let drawn = Mutex<[String: [UInt8]]>([:])

    /// Requests that came in whole.
    var received: [Order: Int] { state.withLock { $0.received } }
    /// Pictures that were made, and therefore charged.
    var made: [Order: Int] { state.withLock { $0.made } }

    func answer(_ request: LoopbackRequest) async -> LoopbackReply {
        guard request.header("Authorization") == "Bearer \(Self.key)" else { return LoopbackReply(401, "no key") }
        guard let asked = try? JSONValue(parsing: request.text), let prompt = asked["prompt"]?.string,
            let seed = asked["seed"]?.integer, let size = asked["size"]?.string.flatMap({ PixelSize($0) })
        else { return LoopbackReply(400, "not understood: \(request.text)") }
        let order = Order(prompt: prompt, seed: seed)
        state.withLock { $0.received[order, default: 0] += 1 }
        guard let picture = await Self.picture(of: order, size) else { return LoopbackReply(400, "not drawn") }
        state.withLock { $0.made[order, default: 0] += 1 }
        let answer: JSONValue = ["created": 1, "data": [["b64_json": .string(Data(picture).base64EncodedString())]]]
        return .json(200, answer.text)
    }

    /// Drawn once for all tests of this process.
    private static func picture(of order: Order, _ size: PixelSize) async -> [UInt8]? {
        let name = "\(order.prompt)/\(order.seed)/\(size)"
        if let known = drawn.withLock({ $0[name] }) { return known }
        guard let seed = Seed(order.seed) else { return nil }
        let request = ImageRequest(prompt: order.prompt, size: size, format: .png, seed: seed)
        let provider = DraftImageProvider(queue: ImagingQueue(width: 1))
        guard let media = try? await provider.image(for: request) else { return nil }  // The caller refuses the order.
        drawn.withLock { $0[name] = media.bytes }
        return media.bytes
    }
}
