import Core
import HTTP
import Imaging
import Providers
import TestSupport

/// An adapter for pictures on a server of its own.
struct PaintBench {
    static let key = "sk-test-key-that-no-text-may-show"
    let server: LoopbackServer
    let http = HTTPClient(userAgent: "test")
    let provider: any ImageProvider

    init(
        _ model: Model = painter, allowing hosts: String = "", _ handler: @escaping LoopbackServer.Handler
    ) throws {
        server = try LoopbackServer(handler)
        provider = try Self.provider(model, at: server.url + "/v1/", allowing: hosts, http)
    }

    static func provider(
        _ model: Model, at url: String, allowing hosts: String = "", _ http: HTTPClient
    ) throws -> any ImageProvider {
        let adapters = Adapters(
            environment: [
                "OPENAI_API_KEY": " \(key)\n", "OPENAI_BASE_URL": url, "ARK_API_KEY": key, "ARK_BASE_URL": url,
                "A1111_URL": url, "BOT_ALLOW_HOSTS": hosts,
            ],
            http: http, queue: ImagingQueue(width: 1))
        guard case .ready(let provider) = adapters.image(model) else { throw Unexpected() }
        return provider
    }

    struct Unexpected: Error {}

    static let painter = Model(
        name: "painter", provider: "openai", id: "painter-1", abilities: [.image, .edit], takesSeed: true,
        price: ModelPrice(otherImages: MicroDollars(40_000)), options: ["quality": "low", "style": .null],
        unbilled: ["503", "engine_overloaded"], timeout: .seconds(120))

    static func request(
        size: Int = 96, seed: UInt32 = 7, references: [SourcePicture] = [], mask: SourcePicture? = nil
    ) -> ImageRequest {
        ImageRequest(
            prompt: "A red boat", negativePrompt: "text", style: "woodcut",
            palette: [PaletteColour(red: 0, green: 0, blue: 128, name: "navy")],
            size: PixelSize(width: size, height: size), format: .png, seed: Seed(seed) ?? Seed(hashing: ""),
            references: references, mask: mask)
    }

    /// The left half may be painted anew.
    static func mask(side: Int = 96) throws -> SourcePicture {
        let pixels = (0..<side * side).flatMap { [UInt8](repeating: $0 % side < side / 2 ? 255 : 0, count: 3) }
        let drawn = try ImageCodec.encode(Raster(width: side, height: side, pixels: pixels), as: .png)
        return SourcePicture(bytes: try EditMask(reading: drawn).encoded(), mediaType: .png)
    }

    static func png(side: Int = 96) throws -> [UInt8] {
        let pixels = (0..<side * side * 3).map { UInt8(truncatingIfNeeded: $0 * 7) }
        return try ImageCodec.encode(Raster(width: side, height: side, pixels: pixels), as: .png)
    }

    /// What the call ends with.
    func outcome(_ request: ImageRequest = request()) async -> Result<GeneratedMedia, ProviderError> {
        do throws(ProviderError) { return .success(try await provider.image(for: request)) } catch {
            return .failure(error)
        }
    }
}
