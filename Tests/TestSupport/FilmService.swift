import Core
import Foundation
import Synchronization

/// A loopback service that speaks the wire format of Ark's videos, and counts what it made.
package final class FilmService: Sendable {
    package let server: LoopbackServer
    private let store: Store

    private final class Store: Sendable {
        struct State {
            var tasks: [String: Task] = [:]
            var order: [String] = []
            var looks = 0
            var cancelled: [String] = []
            var isListed = true
        }
        struct Task {
            let body: JSONValue
            let createdAt: Int
            var looks = 0
            var isCancelled = false
        }
        let state = Mutex(State())
    }

    /// How many tasks were begun: each is charged for once it has ended well.
    package var begun: Int { store.state.withLock { $0.tasks.count } }
    package var looks: Int { store.state.withLock { $0.looks } }
    package var cancelled: [String] { store.state.withLock { $0.cancelled } }

    /// Waits until so many requests have come in whole.
    package func requests(atLeast count: Int) async -> [LoopbackRequest] { await server.requests(atLeast: count) }

    /// `film`: the bytes of every video; `looks`: how often a task is looked at until it has ended; `cutsBeginnings`: whether the
    /// answer to a beginning is never sent, though the task is begun.
    package init(film: [UInt8], looks: Int = 1, cutsBeginnings: Bool = false) throws {
        let store = Store()
        self.store = store
        server = try LoopbackServer { request in
            let home = "http://" + (request.header("Host") ?? "")
            let tasks = "/api/v3/contents/generations/tasks"
            switch (request.method, request.path) {
            case ("POST", tasks):
                guard let body = try? JSONValue(parsing: request.text) else { return .json(400, "{}") }
                let id = store.state.withLock { state in
                    let id = "cgt-\(state.tasks.count + 1)"
                    state.tasks[id] = Store.Task(body: body, createdAt: Int(Date().timeIntervalSince1970))
                    state.order.append(id)
                    return id
                }
                return cutsBeginnings ? .hangUp : .json(200, JSONValue.object(["id": .string(id)]).text)
            case ("GET", tasks):
                let items = store.state.withLock { state in
                    state.order.compactMap { id in state.tasks[id].map { Self.json($0, id, "running") } }
                }
                return .json(
                    200, JSONValue.object(["items": .array(items), "total": .integer(Int64(items.count))]).text)
            case ("GET", "/film.mp4"): return LoopbackReply(200, steps: [.bytes(film)])
            case ("GET", let path) where path.hasPrefix(tasks + "/"):
                let id = String(path.dropFirst(tasks.count + 1))
                return store.state.withLock { state in
                    guard var task = state.tasks[id] else { return .json(404, "{}") }
                    task.looks += 1
                    state.looks += 1
                    state.tasks[id] = task
                    guard task.looks >= looks else { return .json(200, Self.json(task, id, "running").text) }
                    return .json(
                        200,
                        Self.json(
                            task, id, "succeeded",
                            [
                                "content": ["video_url": .string(home + "/film.mp4")],
                                "usage": ["completion_tokens": 100_000, "total_tokens": 100_000],
                            ]
                        ).text)
                }
            case ("DELETE", let path):
                store.state.withLock { $0.cancelled.append(String(path.dropFirst(tasks.count + 1))) }
                return .json(200, "{}")
            default: return .json(404, "{}")
            }
        }
    }

    private static func json(
        _ task: Store.Task, _ id: String, _ status: String, _ more: [String: JSONValue] = [:]
    ) -> JSONValue {
        var members: [String: JSONValue] = [
            "id": .string(id), "status": .string(status), "created_at": .integer(Int64(task.createdAt)),
            "service_tier": "default",
        ]
        for name in ["model", "seed", "resolution", "ratio", "duration"] { members[name] = task.body[name] }
        for (name, value) in more { members[name] = value }
        return .object(members)
    }
}
