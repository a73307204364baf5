import Core
import FoundationEssentials
import HTTP

/// A ComfyUI server, by its source and docs.comfy.org, read 2026-11-21: upload, queue, history, view, interrupt.
///
/// The name of a run is chosen here, out of the request itself: beginning it again finds the one that there is.
struct ComfyServer: MediaQueue {
    static let pace = (picture: Duration.seconds(1), video: Duration.seconds(5))
    let model: Model
    private let call: ServiceCall
    private let downloads: JobDownload
    /// How often one request is run anew after a failure.
    private static let runs = 8

    init(model: Model, context: AdapterContext) {
        self.model = model
        downloads = JobDownload(context)
        call = ServiceCall(model, context, within: .seconds(120))
    }

    func begin(_ request: ImageRequest) async throws(ProviderError) -> String {
        try await begin(ComfyGraph.values(of: request), ComfyPictures(request))
    }

    func begin(_ request: VideoRequest) async throws(ProviderError) -> String {
        try await begin(ComfyGraph.values(of: request), ComfyPictures(request))
    }

    func find(_ request: ImageRequest) async throws(ProviderError) -> [String]? {
        try await find(ComfyGraph.values(of: request), ComfyPictures(request))
    }

    func find(_ request: VideoRequest) async throws(ProviderError) -> [String]? {
        try await find(ComfyGraph.values(of: request), ComfyPictures(request))
    }

    private func begin(
        _ values: [String: JSONValue], _ pictures: ComfyPictures
    ) async throws(ProviderError) -> String {
        let graph = try graph(values, pictures)
        let queued = try await queued()
        for number in 0..<Self.runs {
            let name = graph.name(number)
            if queued.contains(name) { return name }
            if let entry = try await history(name) {
                if Self.hasFailed(entry) { continue }
                return name
            }
            let sent = try await uploaded(pictures, for: graph, values)
            let response = try await call.pay(
                "/prompt", ["prompt": sent.json, "prompt_id": .string(name), "client_id": "showrunner"])
            let json = try JobReply.begun(response, of: call)
            // An older build gives it a name of its own.
            guard let given = json["prompt_id"]?.string, Self.isName(given) else {
                throw .unknownOutcome(taskID: nil, reason: "200 without the name of a run")
            }
            return given
        }
        throw .refused(reason: "the same graph failed \(Self.runs) times; look at the server's own messages")
    }

    private func find(
        _ values: [String: JSONValue], _ pictures: ComfyPictures
    ) async throws(ProviderError) -> [String]? {
        let graph = try graph(values, pictures)
        let queued = try await queued()
        for number in (0..<Self.runs).reversed() {
            let name = graph.name(number)
            if queued.contains(name) { return [name] }
            if try await history(name) != nil { return [name] }
        }
        return []
    }

    /// Gives the server the pictures, and the graph with the names that it has for them.
    private func uploaded(
        _ pictures: ComfyPictures, for graph: ComfyGraph, _ values: [String: JSONValue]
    ) async throws(ProviderError) -> ComfyGraph {
        guard !pictures.isEmpty else { return graph }
        var names: [String: JSONValue] = [:]
        for (place, picture, name) in pictures.all {
            var form = MultipartBody()
            form.add("image", picture.bytes, fileName: name, type: picture.mediaType.rawValue)
            form.add("type", "input")
            form.add("overwrite", "true")
            let json = try JobReply.read(try await call.ask("/upload/image", form), of: call)
            guard let given = json["name"]?.string, !given.isEmpty else {
                throw .unavailable(reason: "ComfyUI took a picture and did not say under which name")
            }
            let folder = json["subfolder"]?.string ?? ""
            names[place] = .string(folder.isEmpty ? given : "\(folder)/\(given)")
        }
        return ComfyGraph(model, values: values.merging(names) { _, own in own }) ?? graph
    }

    func look(at name: String, kind wanted: MediaType) async throws(ProviderError) -> JobState {
        guard Self.isName(name) else { return .failed(.refused(reason: "its name is none of ComfyUI's")) }
        guard let entry = try await history(name) else {
            if try await queued().contains(name) { return .working(progress: nil) }
            // It may have ended between the two questions.
            guard try await history(name) == nil else { return .working(progress: nil) }
            return .failed(.unavailable(reason: "ComfyUI does not know the run any more; it was started anew, perhaps"))
        }
        if Self.hasFailed(entry) {
            return .failed(.unavailable(reason: call.service.shown(Self.complaint(of: entry))))
        }
        guard let file = Self.files(in: entry["outputs"] ?? .null).first(where: { $0.isOf(wanted) }) else {
            return .failed(.refused(reason: "its graph put out no \(wanted == .mp4 ? "video" : "picture")"))
        }
        return try await downloads.state(
            at: "\(call.service.baseURL)/view?\(file.query)", of: wanted, token: name, seed: nil, cost: .zero)
    }

    /// Out of the queue, or in the midst of it.
    func cancel(_ name: String) async throws(ProviderError) {
        guard Self.isName(name) else { return }
        _ = try await call.ask("POST", "/queue", ["delete": [.string(name)]])
        // With a name, so that nobody else's run is ended.
        _ = try await call.ask("POST", "/interrupt", ["prompt_id": .string(name)])
    }

    /// With the names that the pictures are to have: a run has the same name before they are there.
    private func graph(
        _ values: [String: JSONValue], _ pictures: ComfyPictures
    ) throws(ProviderError) -> ComfyGraph {
        guard let graph = ComfyGraph(model, values: values.merging(pictures.names) { _, own in own }) else {
            throw .refused(
                reason: "the registry entry of \(model.name) has no graph: its option 'workflow' holds what ComfyUI's "
                    + "'Export (API)' gives")
        }
        if let problem = pictures.problem(with: graph.places) {
            throw .refused(reason: "the workflow of \(model.name) \(problem)")
        }
        return graph
    }

    private func queued() async throws(ProviderError) -> Set<String> {
        let json = try JobReply.read(try await call.ask("GET", "/queue"), of: call)
        let entries = (json["queue_running"]?.array ?? []) + (json["queue_pending"]?.array ?? [])
        return Set(entries.compactMap { entry in entry.array.flatMap { $0.count > 1 ? $0[1].string : nil } })
    }

    /// Nil while it has not ended.
    private func history(_ name: String) async throws(ProviderError) -> JSONValue? {
        try JobReply.read(try await call.ask("GET", "/history/\(name)"), of: call)[name]
    }

    private static func hasFailed(_ entry: JSONValue) -> Bool { entry["status"]?["status_str"]?.string == "error" }

    private static func complaint(of entry: JSONValue) -> String {
        for message in entry["status"]?["messages"]?.array ?? [] {
            guard let parts = message.array, parts.count > 1, parts[0].string == "execution_error" else { continue }
            return [parts[1]["node_type"]?.string, parts[1]["exception_message"]?.string].compactMap(\.self)
                .joined(separator: ": ")
        }
        return "the graph failed"
    }

    private struct File {
        let name: String
        let query: String
        let isKept: Bool

        func isOf(_ type: MediaType) -> Bool {
            let end = name.split(separator: ".").last?.lowercased() ?? ""
            return (type == .mp4) == (end == "mp4") && ["png", "jpg", "jpeg", "webp", "mp4"].contains(end)
        }
    }

    /// Everything with a file's name, whatever the node calls its output; what is kept before what is a preview.
    private static func files(in json: JSONValue) -> [File] {
        var found: [File] = []
        if let name = json["filename"]?.string {
            let kind = json["type"]?.string ?? "output"
            let query = [("filename", name), ("subfolder", json["subfolder"]?.string ?? ""), ("type", kind)]
                .map { "\($0)=\(PercentEncoding.encode($1))" }.joined(separator: "&")
            found.append(File(name: name, query: query, isKept: kind == "output"))
        }
        for member in json.object?.sorted(by: { $0.key < $1.key }) ?? [] { found += files(in: member.value) }
        for element in json.array ?? [] { found += files(in: element) }
        return found.filter(\.isKept) + found.filter { !$0.isKept }
    }

    private static func isName(_ text: String) -> Bool {
        text.utf8.count == 36 && text.allSatisfy { $0.isASCII && ($0.isHexDigit || $0 == "-") }
    }
}
