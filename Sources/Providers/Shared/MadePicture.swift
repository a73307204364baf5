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
            guard let data = Data(base64Encoded: Self.bare(text)), !data.isEmpty else {
                throw .wasted(reason: "the picture was made, but came as text that is not base 64", cost: cost)
            }
            return Array(data)
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

    /// Without the `data:image/png;base64,` that some put before it.
    private static func bare(_ text: String) -> String {
        guard text.hasPrefix("data:"), let comma = text.firstIndex(of: ",") else { return text }
        return String(text[text.index(after: comma)...])
    }
}
