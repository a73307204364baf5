package import Core
import Dispatch

/// Issues that are Markdown files, each with its thread beside it as `<name>.thread.md`.
///
/// Files are read and written on a queue of its own, one at a time.
package struct MarkdownTracker: IssueTracker {
    private let queue = DispatchQueue(label: "showrunner.markdown")

    package init() {}

    package func issue(_ identity: IssueIdentity) async throws(TrackerError) -> Issue {
        let path = try Self.path(of: identity)
        return try await onQueue { () throws(TrackerError) in
            guard let text = try TextFile.read(path) else { throw Self.noFile(path) }
            let file = try MarkdownIssueFile(text, name: Self.name(of: path))
            return Issue(
                identity: identity, title: file.title, body: file.body, labels: file.labels, author: file.author)
        }
    }

    package func putComment(
        _ body: String, marker: CommentMarker, on identity: IssueIdentity
    ) async throws(TrackerError) -> PostedComment {
        let path = try Self.path(of: identity)
        return try await onQueue { () throws(TrackerError) in
            let location = Self.threadPath(of: path)
            let old = try TextFile.read(location)
            var thread = old.map(MarkdownThread.init) ?? .empty(titled: "Thread of \(Self.name(of: path))")
            let whole = marker.line + "\n" + body
            let number = thread.put(whole) { marker.marks($0) }
            if thread.text != old { try TextFile.replace(location, with: thread.text) }
            return PostedComment(id: String(number), location: location, body: whole)
        }
    }

    package func comment(
        marker: CommentMarker, on identity: IssueIdentity
    ) async throws(TrackerError) -> PostedComment? {
        let path = try Self.path(of: identity)
        return try await onQueue { () throws(TrackerError) in
            let location = Self.threadPath(of: path)
            guard let text = try TextFile.read(location),
                let found = MarkdownThread(text).comment(where: { marker.marks($0) })
            else { return nil }
            return PostedComment(id: String(found.number), location: location, body: found.body)
        }
    }

    /// Where an issue's thread is kept.
    package static func threadPath(of path: String) -> String {
        let name = name(of: path)
        let stem = name.lastIndex(of: ".").map { String(name[..<$0]) } ?? name
        return path.dropLast(name.count) + stem + ".thread.md"
    }

    private func onQueue<Value: Sendable>(
        _ work: @escaping @Sendable () throws(TrackerError) -> Value
    ) async throws(TrackerError) -> Value {
        let result = await withCheckedContinuation { continuation in
            queue.async { continuation.resume(returning: Result(catching: work)) }
        }
        return try result.get()
    }

    private static func path(of identity: IssueIdentity) throws(TrackerError) -> String {
        switch identity {
        case .file(let path): return path
        case .github:
            throw .notFound(what: "The file of \(identity)", hint: "It is an issue on GitHub, not a Markdown file.")
        }
    }

    private static func name(of path: String) -> String { path.split(separator: "/").last.map(String.init) ?? path }

    private static func noFile(_ path: String) -> TrackerError {
        .notFound(what: "The file '\(path)'", hint: "Check the path.")
    }
}
