import Core
import Foundation
import Synchronization

/// A service of videos that does what it was told, and counts what it was asked.
final class CannedVideoProvider: VideoProvider {
    let model: Model
    let pace = Duration.seconds(8)
    private let script: Mutex<Script>

    struct Script {
        var beginning: Result<String, ProviderError> = .success("job-1")
        /// What looks show, in order; the last one again and again.
        var looks: [Result<JobState, ProviderError>] = [.success(.working(progress: 0.5))]
        /// What its list has, reading by reading; nil: it has none.
        var lists: [Result<[String]?, ProviderError>] = [.success(nil)]
        var begun: [VideoRequest] = []
        var windows: [ClosedRange<Timestamp>] = []
        var cancelled: [String] = []
    }

    init(_ model: Model = standard, _ change: (inout Script) -> Void = { _ in }) {
        self.model = model
        var first = Script()
        change(&first)
        script = Mutex(first)
    }

    static let standard = Model(
        name: "filmer", provider: "canned", id: "filmer-1", abilities: [.video], takesSeed: true,
        price: ModelPrice(video: .perSecond([1: MicroDollars(100_000)])),
        clips: ClipLimits(seconds: 2...8, framesPerSecond: 24))

    var begun: [VideoRequest] { script.withLock { $0.begun } }
    var windows: [ClosedRange<Timestamp>] { script.withLock { $0.windows } }
    var cancelled: [String] { script.withLock { $0.cancelled } }

    func begin(_ request: VideoRequest) async throws(ProviderError) -> String {
        let result = script.withLock { script in
            script.begun.append(request)
            return script.beginning
        }
        return try result.get()
    }

    func look(at token: String) async throws(ProviderError) -> JobState {
        let result = script.withLock { $0.looks.count > 1 ? $0.looks.removeFirst() : $0.looks[0] }
        return try result.get()
    }

    func cancel(_ token: String) async throws(ProviderError) { script.withLock { $0.cancelled.append(token) } }

    func find(_ request: VideoRequest, begun: ClosedRange<Timestamp>) async throws(ProviderError) -> [String]? {
        let result = script.withLock { script in
            script.windows.append(begun)
            return script.lists.count > 1 ? script.lists.removeFirst() : script.lists[0]
        }
        return try result.get()
    }
}
