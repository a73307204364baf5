import Core
import Glibc
package import HTTP
import Synchronization

/// Fetches what a service made from where its answer says that it lies.
///
/// Such an address is foreign text: it leads to public addresses only, and to the places that the environment names. It is asked
/// without any key, unless it is made here of a service's own: one that is signed in itself refuses a second signature, and
/// nobody else is to see ours.
package struct Download: Sendable {
    private let http: HTTPClient
    private let reach: Reach
    private let gate: CallGate?
    static let tries = 3
    /// In memory.
    static let largest = 64 << 20
    /// On the disk.
    package static let largestFile = 2 << 30

    /// `places`: `host:port` of the configured services and of `BOT_ALLOW_HOSTS`.
    package init(http: HTTPClient, places: Set<String>, traffic: Traffic? = nil) {
        self.http = http
        reach = .publicAddresses(orPlaces: places)
        gate = traffic.map { CallGate(traffic: $0) }
    }

    /// The bytes; throws why they can't be had, fit to be shown, after a few tries where another may help.
    func bytes(of url: String) async throws(Failure) -> [UInt8] {
        try await fetch(url, largest: Self.largest, within: .seconds(180)) { request throws(HTTPError) in
            let response = try await http.send(request)
            return response.status == 200 ? .success(response.body) : .failure(Refusal(response: response))
        }
    }

    /// Takes it straight into a new file of the folder, which is the caller's to move away or remove; none is left where it fails.
    ///
    /// What it is, its first bytes say: the caller looks at them, and at whether it can be decoded.
    package func file(
        of url: String, into folder: String, largest: Int = largestFile,
        headers: [(name: String, value: String)] = []
    ) async throws(Failure) -> DownloadedFile {
        let path = Self.newPath(in: folder)
        return try await fetch(url, headers, largest: largest, within: .seconds(3600)) { request throws(HTTPError) in
            switch try await http.download(request, to: path) {
            case .file(let file): return .success(file)
            case .other(let response): return .failure(Refusal(response: response))
            }
        }
    }

    package struct Failure: Error {
        package let reason: String
        /// Whether the server says that it will never give it: an address that has expired.
        package var isGone = false
    }

    private struct Refusal: Error { let response: HTTPResponse }

    private func fetch<Value: Sendable>(
        _ url: String, _ headers: [(name: String, value: String)] = [], largest: Int, within time: Duration,
        _ call: (HTTPRequest) async throws(HTTPError) -> Result<Value, Refusal>
    ) async throws(Failure) -> Value {
        guard Reach.place(of: url) != nil else { throw Failure(reason: "its address is none of http or https") }
        var request = HTTPRequest("GET", url, headers: headers, timeout: time, largestAnswer: largest)
        request.stall = .seconds(60)
        request.reach = reach
        var tried = 0
        while true {
            tried += 1
            do throws(ProviderError) {
                return try await gated(request) { () async throws(ProviderError) -> Value in
                    try await once(request, call)
                }
            } catch {
                guard tried < Self.tries, Self.mayMend(error), !Task.isCancelled else { throw Self.failure(error) }
                if let traffic = gate?.traffic, await !traffic.mayAskAgain(afterTry: tried, of: error) {
                    throw Self.failure(error)
                }
            }
        }
    }

    private func gated<Value>(
        _ request: HTTPRequest, _ call: () async throws(ProviderError) -> Value
    ) async throws(ProviderError) -> Value {
        guard let gate else { return try await call() }
        return try await gate.through(request, call)
    }

    private func once<Value>(
        _ request: HTTPRequest, _ call: (HTTPRequest) async throws(HTTPError) -> Result<Value, Refusal>
    ) async throws(ProviderError) -> Value {
        let result: Result<Value, Refusal>
        do throws(HTTPError) {
            result = try await call(request)
        } catch {
            switch error {
            case .invalidURL, .answerTooLarge, .cancelled: throw .refused(reason: "\(error)")
            case .notSent, .untrusted, .noAnswer, .timedOut: throw .unavailable(reason: "\(error)")
            }
        }
        switch result {
        case .success(let value): return value
        case .failure(let refusal):
            let response = refusal.response
            let reason = "\(request.printableURL) answered \(response.status)"
            guard response.status >= 500 || response.status == 429 else { throw .refused(reason: reason) }
            guard let wait = RetryAfter.wait(response.headers, now: gate?.traffic.now) else {
                throw .unavailable(reason: reason)
            }
            throw .throttled(after: wait)
        }
    }

    private static func mayMend(_ error: ProviderError) -> Bool {
        switch error {
        case .throttled, .unavailable: true
        case .refused, .unauthorised, .closed, .declined, .unknownOutcome, .wasted: false
        }
    }

    private static func failure(_ error: ProviderError) -> Failure {
        switch error {
        case .refused(let reason): Failure(reason: reason, isGone: true)
        case .unavailable(let reason), .wasted(let reason, _): Failure(reason: reason)
        case .throttled(let wait):
            Failure(reason: "its server asks for patience" + (wait.map { " of \($0.milliseconds / 1000) s" } ?? ""))
        case .unauthorised, .closed, .declined, .unknownOutcome: Failure(reason: "\(error)")
        }
    }

    private static let count = Atomic(0)

    private static func newPath(in folder: String) -> String {
        "\(folder)/download-\(getpid())-\(count.add(1, ordering: .relaxed).newValue)"
    }
}
