import Core
package import HTTP

/// Fetches what a service made from where its answer says that it lies.
///
/// Such an address is foreign text: it leads to public addresses only, and to the places that the environment names.
package struct Download: Sendable {
    private let http: HTTPClient
    private let reach: Reach
    static let tries = 3
    static let largest = 64 << 20

    /// `places`: `host:port` of the configured services and of `BOT_ALLOW_HOSTS`.
    package init(http: HTTPClient, places: Set<String>) {
        self.http = http
        reach = .publicAddresses(orPlaces: places)
    }

    /// The bytes; throws why they can't be had, fit to be shown, after a few tries where another may help.
    func bytes(of url: String) async throws(Failure) -> [UInt8] {
        var problem = Failure(reason: "its address is none of http or https")
        guard Reach.place(of: url) != nil else { throw problem }
        for _ in 1...Self.tries {
            var request = HTTPRequest("GET", url, timeout: .seconds(180), largestAnswer: Self.largest)
            request.reach = reach
            do throws(HTTPError) {
                let response = try await http.send(request)
                if response.status == 200 { return response.body }
                problem = Failure(
                    reason: "\(request.printableURL) answered \(response.status)",
                    isGone: (400...499).contains(response.status) && response.status != 429)
                if response.status < 500 && response.status != 429 { break }
            } catch {
                problem = Failure(reason: "\(error)")
                switch error {
                case .invalidURL, .answerTooLarge, .cancelled: throw problem
                case .notSent, .noAnswer, .timedOut: continue
                }
            }
        }
        throw problem
    }

    struct Failure: Error {
        let reason: String
        /// Whether the server says that it will never give it: an address that has expired.
        var isGone = false
    }
}
