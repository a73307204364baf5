import Core
import HTTP

/// Seedance's videos, by docs.byteplus.com/en/docs/ModelArk/1520757, 1521309, 1521675 and 1521720, read 2026-11-21.
///
/// A draft is a task of its own, and the whole video another one that names it.
///
/// A registry entry's `options` go into every request as they are: `draft: true`, `service_tier: flex`. `generate_audio` is sent
/// only for a model whose options name it, as others refuse a field that they don't know.
struct ArkVideoProvider: VideoProvider {
    let model: Model
    var pace: Duration { model.pace ?? .seconds(8) }
    private let call: ServiceCall
    private let listCall: ServiceCall
    private let downloads: JobDownload
    private static let tasks = "/contents/generations/tasks"

    init(model: Model, context: AdapterContext) {
        self.model = model
        downloads = JobDownload(context)
        call = ServiceCall(model, context, within: .seconds(180), exhausted: ArkCodes.exhausted)
        listCall = ServiceCall(model, context, within: .seconds(60))
    }

    func begin(_ request: VideoRequest) async throws(ProviderError) -> String {
        if case .whole(let draft) = request.draft, !Self.isToken(draft) {
            throw .refused(reason: "the name of its draft is none of Ark's")
        }
        let response = try await call.pay(Self.tasks, ArkVideoBody(request, for: model).json)
        let json = try JobReply.begun(response, of: call)
        guard let token = json["id"]?.string, Self.isToken(token) else {
            let refusal = ServiceRefusal(json)
            let said = call.service.shown("200 without a task: \(refusal.code ?? "") \(refusal.message)")
            if let code = refusal.code, json["error"] != nil, model.unbilled.contains(code) {
                throw .refused(reason: said)
            }
            throw .unknownOutcome(taskID: nil, reason: said)
        }
        return token
    }

    func look(at token: String) async throws(ProviderError) -> JobState {
        guard Self.isToken(token) else { return .failed(.refused(reason: "its name is none of Ark's")) }
        let response: HTTPResponse
        do throws(ProviderError) {
            response = try await call.ask("GET", "\(Self.tasks)/\(token)")
        } catch {
            // Tasks are kept for seven days: one that is not known any more was done and never seen.
            if case .refused(let reason) = error, reason.hasPrefix("404") {
                return .failed(.unknownOutcome(taskID: token, reason: "Ark does not know it any more: \(reason)"))
            }
            throw error
        }
        let task = ArkVideoTask(try JobReply.read(response, of: call))
        switch task.status {
        case "succeeded": return try await result(of: task, token)
        case "failed": return .failed(Self.meaning(of: task, shownBy: call.service))
        // Neither is charged; both may be begun again.
        case "cancelled", "expired": return .failed(.unavailable(reason: "Ark says that the task is \(task.status)"))
        // Queued, running, and whatever words may come.
        default: return .working(progress: nil)
        }
    }

    func cancel(_ token: String) async throws(ProviderError) {
        guard Self.isToken(token) else { return }
        _ = try await call.ask("DELETE", "\(Self.tasks)/\(token)")
    }

    /// The list reaches back seven days and says all that a request asks for but its words and pictures.
    func find(_ request: VideoRequest, begun: ClosedRange<Timestamp>) async throws(ProviderError) -> [String]? {
        let wanted = ArkVideoBody(request, for: model)
        var query = "?page_num=1&page_size=500"
        // Only an endpoint may be named in the filter.
        if model.id.hasPrefix("ep-") { query += "&filter.model=" + PercentEncoding.encode(model.id) }
        let response = try await listCall.ask("GET", Self.tasks + query)
        let json = try JobReply.read(response, of: listCall)
        guard let items = json["items"]?.array else {
            throw .unavailable(reason: "Ark's list of tasks has no tasks in it")
        }
        let tasks = items.map(ArkVideoTask.init)
        let fitting = tasks.filter { $0.fits(wanted, model: model, begun: begun) }.compactMap(\.id).filter(Self.isToken)
        // A list that was cut off before the window can't say that there is nothing.
        let isWhole = (json["total"]?.integer ?? items.count) <= items.count
        let reachesBack = tasks.compactMap(\.createdAt).contains { $0 < begun.lowerBound }
        guard !fitting.isEmpty || isWhole || reachesBack else {
            throw .unavailable(reason: "Ark's list of tasks is too long to be read to its end")
        }
        return fitting
    }

    private func result(of task: ArkVideoTask, _ token: String) async throws(ProviderError) -> JobState {
        let cost = task.cost(by: model.price)
        guard let url = task.videoURL else {
            return .failed(.wasted(reason: "the task succeeded, and its answer names no video", cost: cost))
        }
        return try await downloads.state(
            at: url, of: .mp4, token: token, seed: model.takesSeed ? task.seed : nil, cost: cost,
            tokens: task.tokens, lastFrame: task.lastFrameURL)
    }

    /// Failed tasks are free.
    private static func meaning(of task: ArkVideoTask, shownBy service: Service) -> ProviderError {
        let code = task.code ?? ""
        let said = service.shown("\(code.isEmpty ? "failed" : code): \(task.message)")
        let mayPass =
            code.isEmpty || ["Internal", "ServerOverloaded", "RateLimit", "Quota"].contains { code.hasPrefix($0) }
        if mayPass { return .unavailable(reason: said) }
        return ServiceRefusal(["code": .string(code)]).isOfContent ? .declined(reason: said) : .refused(reason: said)
    }

    /// It becomes a part of an address, and comes out of a history that anybody may have written.
    private static func isToken(_ text: String) -> Bool {
        !text.isEmpty && text.utf8.count <= 100
            && text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-" || $0 == "_") }
    }
}
