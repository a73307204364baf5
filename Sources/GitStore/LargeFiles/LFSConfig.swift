/// The `.lfsconfig` of a repository: a file of Git's settings, of which the server's address is read.
struct LFSConfig: Hashable, Sendable {
    static let name = ".lfsconfig"

    /// The server that uploads go to; nil where none is named.
    let server: String?

    init(_ text: String) {
        var section = ""
        var values: [String: String] = [:]
        for line in text.split(whereSeparator: \.isNewline) {
            let line = GitText.line(String(line))
            if line.hasPrefix("["), let end = line.firstIndex(of: "]") {
                section = line[line.index(after: line.startIndex)..<end].split(separator: " ")
                    .map { $0.filter { $0 != "\"" } }.joined(separator: ".").lowercased()
            } else if let sign = line.firstIndex(of: "="), !line.hasPrefix("#"), !line.hasPrefix(";") {
                let key = GitText.line(String(line[..<sign])).lowercased()
                let value = GitText.line(String(line[line.index(after: sign)...])).filter { $0 != "\"" }
                values["\(section).\(key)"] = value
            }
        }
        server = Self.keys.lazy.compactMap { values[$0] }.first { !$0.isEmpty }
    }

    /// The names of the settings that name the server of uploads, the weightiest first.
    static let keys = ["lfs.pushurl", "lfs.url", "remote.origin.lfspushurl", "remote.origin.lfsurl"]
}
