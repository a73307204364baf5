import Content
import Core
import Synchronization

/// A service of pictures, groups among them, that keeps what it was asked; every picture is another one.
final class CannedPainter: ImageGroupProvider {
    let model: Model
    private let state: Mutex<State>
    static let cost = MicroDollars(30_000)

    struct State {
        var asked: [ImageRequest] = []
        var groups: [(request: ImageRequest, count: Int)] = []
        var made = 0
        /// What a group comes to, picture by picture; nil: all of them are made.
        var outcomes: [ProviderError?]?
        var failure: ProviderError?
    }

    init(
        references: Int = 4, group: Int = 1, takesSeed: Bool = false, _ change: (inout State) -> Void = { _ in }
    ) {
        model = Model(
            name: "painter", provider: "canned", id: "painter-1",
            abilities: references > 0 ? [.image, .reference] : [.image], takesSeed: takesSeed,
            price: ModelPrice(otherImages: Self.cost), references: references, group: group)
        var first = State()
        change(&first)
        state = Mutex(first)
    }

    var asked: [ImageRequest] { state.withLock { $0.asked } }
    var groups: [(request: ImageRequest, count: Int)] { state.withLock { $0.groups } }

    private func next() throws(ProviderError) -> GeneratedMedia {
        let number = state.withLock { state in
            state.made += 1
            return state.made
        }
        guard let bytes = try? AgentBench.picture(number) else { throw .unavailable(reason: "no picture") }
        return GeneratedMedia(bytes: bytes, mediaType: .png, seed: nil, cost: Self.cost)
    }

    func image(for request: ImageRequest) async throws(ProviderError) -> GeneratedMedia {
        let failure = state.withLock { state in
            state.asked.append(request)
            return state.failure
        }
        if let failure { throw failure }
        return try next()
    }

    func images(for request: ImageRequest, count: Int) async throws(ProviderError) -> GeneratedGroup {
        let (failure, outcomes) = state.withLock { state in
            state.groups.append((request, count))
            return (state.failure, state.outcomes)
        }
        if let failure { throw failure }
        var pictures: [Result<GeneratedMedia, ProviderError>] = []
        for outcome in outcomes ?? Array(repeating: nil, count: count) {
            if let outcome { pictures.append(.failure(outcome)) } else { pictures.append(.success(try next())) }
        }
        return GeneratedGroup(pictures)
    }
}
