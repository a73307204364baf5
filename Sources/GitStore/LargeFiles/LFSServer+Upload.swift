import Core
import HTTP

extension LFSServer {
    /// How often an upload that came to nothing is tried again within one delivery.
    private static let tries = 3
    /// As many as servers take in one question.
    private static let most = 100

    /// Sends those of some objects that the server does not have yet; `reference` is the branch that will name them.
    ///
    /// An upload may be repeated without harm: what was stored meanwhile is not asked for again.
    func upload(_ objects: [LargeObject], for reference: String) async throws(GitError) {
        var seen: Set<String> = []
        let objects = objects.filter { seen.insert($0.name).inserted }
        for start in stride(from: 0, to: objects.count, by: Self.most) {
            try await upload(Array(objects[start..<min(start + Self.most, objects.count)]), reference)
        }
    }

    private func upload(_ objects: [LargeObject], _ reference: String) async throws(GitError) {
        var waiting = objects
        var failure: GitError?
        var failures = 0
        while !waiting.isEmpty {
            guard failures < Self.tries else {
                throw failure ?? .unreachable(remote: address, reason: "an upload came to nothing")
            }
            let errands = try await errands(waiting, reference)
            var isFirst = true
            while let object = waiting.first {
                if Task.isCancelled { throw .cancelled }
                guard let errand = errands[object.name] else {
                    throw .refused(remote: address, reason: "it says nothing of '\(object.path.text)'")
                }
                do throws(GitError) {
                    // The first one of an answer is as fresh as it can be.
                    guard try await carry(errand, object, mayAskAgain: !isFirst) else { break }
                } catch {
                    guard Self.mayPass(error) else { throw error }
                    failure = error
                    failures += 1
                    break
                }
                isFirst = false
                waiting.removeFirst()
            }
        }
    }

    private func errands(_ objects: [LargeObject], _ reference: String) async throws(GitError) -> [String: LFSErrand] {
        let response = try await ask(
            "/objects/batch",
            [
                "operation": "upload", "transfers": ["basic"], "ref": ["name": .string(reference)],
                "objects": .array(objects.map { ["oid": .string($0.name), "size": .integer(Int64($0.size))] }),
                "hash_algo": "sha256",
            ])
        guard response.status == 200 else { throw fault(response) }
        return try LFSErrand.read(response.body, remote: address, now: now())
    }

    /// False where the server has to be asked anew, as its answer is too old.
    private func carry(_ errand: LFSErrand, _ object: LargeObject, mayAskAgain: Bool) async throws(GitError) -> Bool {
        switch errand {
        case .none: return true
        case .refused(let code, let reason): throw fault(code, reason: reason, path: object.path.text)
        case .upload(let action, let verify):
            if mayAskAgain, action.isOver(at: now()) { return false }
            let part: HTTPRequest.Part =
                switch object.content {
                case .bytes(let bytes): .bytes(bytes)
                case .file(let path): .file(path: path)
                }
            let sent = try await perform(
                "PUT", action, mediaType: "application/octet-stream", body: .parts([part]))
            // Another store's refusal means nothing about the sign-in here: its address may have run out.
            if [400, 401, 403].contains(sent.status), action.isOver(at: now()) {
                throw .unreachable(remote: address, reason: "the address for '\(object.path.text)' ran out")
            }
            guard (200...299).contains(sent.status) else { throw fault(of: sent, object) }
            guard let verify else { return true }
            let seen = try await perform(
                "POST", verify, mediaType: Self.mediaType,
                body: .bytes(
                    Array(
                        JSONValue.object(["oid": .string(object.name), "size": .integer(Int64(object.size))]).text.utf8)
                ))
            guard (200...299).contains(seen.status) else { throw fault(of: seen, object) }
            return true
        }
    }

    private func fault(of response: HTTPResponse, _ object: LargeObject) -> GitError {
        let words = GitText.line(response.body, limit: 300)
        return fault(
            response.status, reason: "status \(response.status)" + (words.isEmpty ? "" : ", \(words)"),
            path: object.path.text, after: Self.patience(response))
    }

    private static func mayPass(_ error: GitError) -> Bool {
        if case .unreachable = error { return true }
        return false
    }
}
