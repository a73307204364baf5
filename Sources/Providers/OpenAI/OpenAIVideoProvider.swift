import Core
import HTTP

/// Videos of the language of OpenAI's `/videos`, by its specification 2.3.0 of 2026-08-21.
///
/// OpenAI announced the end of its own for 2026-09-24; gateways keep the shape. A job's token is `cost name`, as no answer names a price.
struct OpenAIVideoProvider: VideoProvider {
    let model: Model
    var pace: Duration { model.pace ?? .seconds(8) }
    private let call: ServiceCall
    private let downloads: JobDownload
    private static let videos = "/videos"
    /// The most that one page of the list has.
    private static let page = 100

    init(model: Model, context: AdapterContext) {
        self.model = model
        downloads = JobDownload(context)
        call = ServiceCall(model, context, within: .seconds(180), exhausted: OpenAICodes.exhausted)
    }

    func begin(_ request: VideoRequest) async throws(ProviderError) -> String {
        let body = OpenAIVideoBody(request, for: model)
        let response: HTTPResponse
        do throws(ProviderError) {
            if let form = body.form {
                response = try await call.pay(Self.videos, form)
            } else {
                response = try await call.pay(Self.videos, body.json)
            }
        } catch {
            throw Self.explained(error)
        }
        let json = try JobReply.begun(response, of: call)
        guard let id = json["id"]?.string, Self.isName(id) else {
            let refusal = ServiceRefusal(json)
            let said = call.service.shown(
                "\(response.status) without a video: \(refusal.code ?? "") \(refusal.message)")
            if let code = refusal.code, json["error"] != nil, model.unbilled.contains(code) {
                throw .refused(reason: said)
            }
            throw .unknownOutcome(taskID: nil, reason: said)
        }
        return token(of: id, for: request)
    }

    func look(at token: String) async throws(ProviderError) -> JobState {
        guard let (listed, id) = Self.parts(of: token) else {
            return .failed(.refused(reason: "its name is none of a video"))
        }
        let response: HTTPResponse
        do throws(ProviderError) {
            response = try await call.ask("GET", Self.path(of: id))
        } catch {
            // One that is not known any more was made, perhaps, and never seen.
            if case .refused(let reason) = error, reason.hasPrefix("404") || reason.hasPrefix("410") {
                return .failed(
                    .unknownOutcome(taskID: id, reason: "\(call.service.name) does not know it any more: \(reason)"))
            }
            throw error
        }
        let video = OpenAIVideo(try JobReply.read(response, of: call))
        switch video.status {
        case "completed":
            return try await downloads.state(
                at: "\(call.service.baseURL)\(Self.path(of: id))/content?variant=video", of: .mp4, token: token,
                seed: nil, cost: video.cost(by: model.price) ?? listed, headers: call.service.headers)
        case "failed": return .failed(meaning(of: video))
        // Queued, in progress, and whatever words may come.
        default: return .working(progress: video.progress)
        }
    }

    /// What has begun can't be stopped, and is paid for; it can only be deleted.
    func cancel(_ token: String) async throws(ProviderError) {
        guard let (_, id) = Self.parts(of: token) else { return }
        _ = try await call.ask("DELETE", Self.path(of: id))
    }

    func find(_ request: VideoRequest, begun: ClosedRange<Timestamp>) async throws(ProviderError) -> [String]? {
        let json = try JobReply.read(
            try await call.ask("GET", "\(Self.videos)?limit=\(Self.page)&order=desc"), of: call)
        guard let items = json["data"]?.array else {
            throw .unavailable(reason: "\(call.service.name)'s list of videos has no videos in it")
        }
        let videos = items.map(OpenAIVideo.init)
        let wanted = OpenAIVideoBody(request, for: model)
        let fitting = videos.filter { $0.fits(wanted, model: model, begun: begun) }.compactMap(\.id)
            .filter(Self.isName)
        // A list that was cut off before the window can't say that there is nothing.
        let isWhole = json["has_more"]?.bool != true && items.count < Self.page
        let reachesBack = videos.compactMap(\.createdAt).contains { $0 < begun.lowerBound }
        guard !fitting.isEmpty || isWhole || reachesBack else {
            throw .unavailable(reason: "\(call.service.name)'s list of videos is too long to be read to its end")
        }
        return fitting.map { token(of: $0, for: request) }
    }

    private func meaning(of video: OpenAIVideo) -> ProviderError {
        let code = video.code ?? ""
        let said = call.service.shown("\(code.isEmpty ? "failed" : code): \(video.message)")
        let mayPass =
            code.isEmpty || ["server_error", "internal", "timeout", "rate_limit"].contains { code.hasPrefix($0) }
        if mayPass { return .unavailable(reason: said) }
        return ServiceRefusal(["code": .string(code)]).isOfContent ? .declined(reason: said) : .refused(reason: said)
    }

    /// A service that speaks the language need not have this part of it.
    private static func explained(_ error: ProviderError) -> ProviderError {
        guard case .refused(let reason) = error, reason.hasPrefix("404") || reason.hasPrefix("410") else {
            return error
        }
        return .refused(
            reason: "\(reason). OpenAI's own videos were to end on 2026-09-24: set OPENAI_BASE_URL to a service that "
                + "has '/videos', or name another model")
    }

    private func token(of id: String, for request: VideoRequest) -> String {
        "\((price(of: request) ?? .zero).count) \(id)"
    }

    /// Nil for what no adapter of ours wrote: it comes out of a history that anybody may have written.
    private static func parts(of token: String) -> (MicroDollars, String)? {
        let parts = token.split(separator: " ").map(String.init)
        guard parts.count == 2, let count = Int64(parts[0]), count >= 0, isName(parts[1]) else { return nil }
        return (MicroDollars(count), parts[1])
    }

    private static func path(of id: String) -> String { "\(videos)/\(PercentEncoding.encode(id))" }

    /// Gateways put more into a name than OpenAI does; it becomes one part of an address.
    private static func isName(_ text: String) -> Bool {
        !text.isEmpty && text.utf8.count <= 400 && text != "." && text != ".."
            && text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "-_.:=~".contains($0)) }
    }
}
