package import Core
package import HTTP

/// Fetches pictures from addresses that stand in an issue, which is foreign text.
///
/// They lead to public addresses only, and to the places that `BOT_ALLOW_HOSTS` names; not to the configured services, which
/// may be in this host's own network.
package struct WebPictures: Sendable {
    private let download: Download

    /// `places`: `host:port` each.
    package init(http: HTTPClient, places: Set<String>) { download = Download(http: http, places: places) }

    /// The bytes; throws why they can't be had, fit to be shown.
    package func bytes(of url: String, largest: Int) async throws(TaskFailure) -> [UInt8] {
        let bytes: [UInt8]
        do {
            bytes = try await download.bytes(of: url)
        } catch {
            // It has been tried a few times already where that could help.
            throw TaskFailure(.permanent, "\(PlainText.line(url, limit: 120)) could not be fetched: \(error.reason)")
        }
        guard bytes.count <= largest else {
            throw TaskFailure(
                .permanent,
                "\(PlainText.line(url, limit: 120)) has \(bytes.count) bytes, and \(largest) is the most; give a smaller one"
            )
        }
        return bytes
    }
}
