import Core
import FoundationEssentials

/// A picture as an answer brings it: as base 64, or as the address where it lies for a while.
enum MadePicture: Hashable, Sendable {
    case base64(String)
    case address(String)

    /// Its bytes, fetched at once where they lie elsewhere; it is paid for, whether or not they can be had.
    func bytes(
        by download: Download, of service: Service, cost: MicroDollars
    ) async throws(ProviderError) -> [UInt8] {
        switch self {
        case .base64(let text):
            return try Self.decoded(text, cost: cost)
        case .address(let url) where url.hasPrefix("data:"): return try Self.decoded(url, cost: cost)
        case .address(let url):
            do {
                return try await download.bytes(of: url)
            } catch {
                throw .wasted(
                    reason: "the picture was made, but could not be fetched: \(service.shown(error.reason))",
                    cost: cost)
            }
        }
    }

    private static func decoded(_ text: String, cost: MicroDollars) throws(ProviderError) -> [UInt8] {
        guard let bytes = bytes(inBase64: text) else {
            throw .wasted(reason: "the picture was made, but came as text that is not base 64", cost: cost)
        }
        return bytes
    }

    /// Nil for what is none, or nothing; some put it on lines of its own.
    static func bytes(inBase64 text: String) -> [UInt8]? {
        let text = bare(text)
        let data = Data(base64Encoded: text) ?? Data(base64Encoded: text.filter { !$0.isWhitespace })
        guard let data, !data.isEmpty else { return nil }
        return Array(data)
    }

    /// Without the `data:image/png;base64,` that some put before it.
    private static func bare(_ text: String) -> String {
        guard text.hasPrefix("data:"), let comma = text.firstIndex(of: ",") else { return text }
        return String(text[text.index(after: comma)...])
    }
}
