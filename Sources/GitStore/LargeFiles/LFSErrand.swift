import Core

/// What a server answers of one object that is to be uploaded.
enum LFSErrand: Sendable {
    /// The server has it.
    case none
    case upload(LFSAction, verify: LFSAction?)
    case refused(code: Int, reason: String)

    /// The answers by the objects' names.
    static func read(_ text: [UInt8], remote: String, now: Timestamp) throws(GitError) -> [String: LFSErrand] {
        // What is wrong with the text says no more than that it is no answer.
        guard let json = try? JSONValue(parsing: String(decoding: text, as: UTF8.self)),
            let objects = json["objects"]?.array
        else { throw .refused(remote: remote, reason: "its answer about large files is not Git LFS's JSON") }
        if let transfer = json["transfer"]?.string, transfer != "basic" {
            throw .refused(remote: remote, reason: "it wants the transfer '\(GitText.line(transfer, limit: 40))'")
        }
        if let kind = json["hash_algo"]?.string, kind != "sha256" {
            throw .refused(remote: remote, reason: "it names large files by '\(GitText.line(kind, limit: 40))'")
        }
        var errands: [String: LFSErrand] = [:]
        for object in objects {
            guard let name = object["oid"]?.string?.lowercased() else { continue }
            errands[name] = try errand(object, remote: remote, now: now)
        }
        return errands
    }

    private static func errand(
        _ object: JSONValue, remote: String, now: Timestamp
    ) throws(GitError) -> LFSErrand {
        if let error = object["error"], error.object != nil {
            return .refused(
                code: error["code"]?.integer ?? 0, reason: GitText.line(error["message"]?.string ?? "", limit: 300))
        }
        guard let actions = object["actions"]?.object, let upload = actions["upload"] else { return .none }
        let verify = actions["verify"].map { LFSAction($0, now: now) }
        guard let action = LFSAction(upload, now: now), verify.map({ $0 != nil }) ?? true else {
            throw .refused(remote: remote, reason: "it gives a large file no http address to go to")
        }
        return .upload(action, verify: verify ?? nil)
    }
}
