import FoundationEssentials

/// A file of a repository's default branch, as `GET /repos/{owner}/{repo}/contents/{path}` sends it.
struct FileReply: Decodable {
    /// Base 64 in lines of 60; empty for files over 1 MB.
    let content: String
    let encoding: String

    /// Nil where the file is too large to come along, or not UTF-8.
    var text: String? {
        guard encoding == "base64", let data = Data(base64Encoded: content.filter { !$0.isWhitespace }) else {
            return nil
        }
        return String(validating: data, as: UTF8.self)
    }
}
