import Core
import Crypto
import FoundationEssentials

/// A request made on the command line, kept as the Markdown issue that it stands for.
///
/// It lies in the state folder under a name that its content decides: the same words and options are the same issue, whose run is
/// shown instead of made again, and can be resumed like any other.
struct DirectRequest: Sendable {
    let kind: BriefKind
    let prompt: String
    /// Fields of the brief by their keys, as the options gave them.
    let fields: [(key: BriefField, value: String)]
    /// Files that the request names, by the field that names them; of a picture it may be an address.
    let files: [(key: BriefField, path: String)]

    static let folder = "requests"
    /// Of a picture or a list that is named.
    static let largestFile = 64 << 20

    /// Whether an issue is a request of the command line.
    static func isOne(_ path: String, inState state: String) -> Bool {
        URL(filePath: path).deletingLastPathComponent().path == URL(filePath: state).appending(path: folder).path
    }

    /// Writes the issue and copies of the files that it names, and gives the path.
    func write(inState state: String) throws -> String {
        let folder = URL(filePath: state).appending(path: Self.folder)
        var lines = ["title: \(Self.quoted(title))", "kind: \(kind.rawValue)"]
        if !prompt.isEmpty { lines.append("prompt: \(Self.quoted(prompt))") }
        lines += fields.map { "\($0.key.rawValue): \(Self.quoted($0.value))" }
        do {
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            for file in files {
                let name = Self.isAddress(file.path) ? file.path : try copy(file.path, to: folder)
                lines.append("\(file.key.rawValue): \(Self.quoted(name))")
            }
            let text = "---\n" + lines.joined(separator: "\n") + "\n---\n"
            let name = "\(kind.rawValue)-\(Slug.of(subject, limit: 40))-\(SHA256.digest(of: text).hex.prefix(8)).md"
            let path = folder.appending(path: name)
            try Data(text.utf8).write(to: path, options: .atomic)
            return path.path
        } catch let failure as CommandFailure {
            throw failure
        } catch {
            throw CommandFailure("\(folder.path) can't be written. Make it writable, or name another with --state.")
        }
    }

    /// Its words, or those of a list's name.
    private var subject: String {
        guard prompt.isEmpty, let file = files.first?.path else { return prompt }
        return URL(filePath: file).deletingPathExtension().lastPathComponent
    }

    private var title: String {
        let words = PlainText.line(subject, limit: 60)
        return words.isEmpty ? "A \(kind.rawValue)" : words
    }

    /// JSON, which is YAML: nothing in a text ends it early.
    private static func quoted(_ text: String) -> String { JSONValue.string(text).text }

    /// What is fetched when the run begins, like an address in an issue, and not looked for here.
    static func isAddress(_ path: String) -> Bool {
        ["http://", "https://"].contains { path.lowercased().hasPrefix($0) }
    }

    /// Under a name that the content decides, so that a file changed since is another request; a list keeps its own before that,
    /// by which its mistakes are told.
    private func copy(_ path: String, to folder: URL) throws -> String {
        guard let data = try? Data(contentsOf: URL(filePath: path)) else {
            throw CommandFailure("\(PlainText.line(path)) can't be read. Check the path.", status: .invalid)
        }
        guard data.count <= Self.largestFile else {
            throw CommandFailure(
                "\(PlainText.line(path)) is larger than 64 MiB. Name a smaller file.", status: .invalid)
        }
        let ending = path.lastIndex(of: ".").map { path[$0...].lowercased() } ?? ""
        let isPlain =
            ending.utf8.count <= 6 && ending.dropFirst().allSatisfy { $0.isASCII && $0.isLetter || $0.isNumber }
        let stem =
            kind == .batch ? Slug.of(URL(filePath: path).deletingPathExtension().lastPathComponent, limit: 40) : ""
        let name =
            (stem.isEmpty ? "" : stem + "-") + SHA256.digest(of: Array(data)).hex.prefix(16)
            + (isPlain ? ending : "")
        try data.write(to: folder.appending(path: String(name)), options: .atomic)
        return String(name)
    }
}
