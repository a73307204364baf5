import Core

/// What the bot reads from a commit object.
struct Commit: Sendable {
    let tree: ObjectID
    let parents: [ObjectID]
    let message: String
    let isSigned: Bool

    /// Nil for bytes that are no commit.
    init?(object: [UInt8]) {
        var tree: ObjectID?
        var parents: [ObjectID] = []
        var isSigned = false
        var rest = object[...]
        while let end = rest.firstIndex(of: UInt8(ascii: "\n")), end > rest.startIndex {
            let line = String(decoding: rest[..<end], as: UTF8.self)
            if line.hasPrefix("tree ") { tree = ObjectID(hex: line.dropFirst(5)) }
            if line.hasPrefix("gpgsig ") { isSigned = true }
            if line.hasPrefix("parent "), let id = ObjectID(hex: line.dropFirst(7)) { parents.append(id) }
            rest = rest[(end + 1)...]
        }
        guard let tree else { return nil }
        self.tree = tree
        self.parents = parents
        self.isSigned = isSigned
        message = String(decoding: rest.dropFirst(), as: UTF8.self)
    }

    /// The commit of a delivery, byte for byte a function of the request and its base.
    static func object(for request: DeliveryRequest, tree: ObjectID, parent: ObjectID?) -> NewObject {
        let seconds = Int64((Double(request.time.milliseconds) / 1000).rounded(.down))
        let head =
            "tree \(tree)\n" + (parent.map { "parent \($0)\n" } ?? "")
            + "author \(request.author.name) <\(request.author.email)> \(max(0, seconds)) +0000\n"
            + "committer \(request.committer.name) <\(request.committer.email)> \(max(0, seconds)) +0000\n"
        let message = "\n" + request.message.text
        // What is signed is the commit without its signature.
        let signature = request.signer.map { signer in
            "gpgsig " + signer.signature(of: Array((head + message).utf8)).replacing("\n", with: "\n ") + "\n"
        }
        return NewObject(.commit, Array((head + (signature ?? "") + message).utf8))
    }
}
