import Core

/// What an address of the page is about.
enum PageRoute: Hashable, Sendable {
    case runs, runsStream
    case run(RunID)
    case events(RunID)
    case stream(RunID)
    /// A file that a run has made, or a small picture of it.
    case file(RunID, SHA256Digest)
    case thumbnail(RunID, SHA256Digest)
    case decide(RunID)
    /// Where a file is sent to in an asset's place.
    case supply(RunID)
    case signIn, signOut, gitHub, gitHubReturn
    /// Something that is the same for everybody.
    case shipped(String)

    /// Nil for a path that is none of the page's.
    ///
    /// Escapes are not undone: no path of the page needs any.
    init?(path: String) {
        guard path.hasPrefix("/") else { return nil }
        let words = path.dropFirst().split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        switch (words.first, words.count) {
        case ("", 1): self = .runs
        case ("stream", 1): self = .runsStream
        case ("page.css", 1), ("page.js", 1), ("icon.svg", 1): self = .shipped(words[0])
        case ("sign-in", 1): self = .signIn
        case ("sign-out", 1): self = .signOut
        case ("sign-in", 2) where words[1] == "github": self = .gitHub
        case ("sign-in", 3) where words[1] == "github" && words[2] == "done": self = .gitHubReturn
        case ("runs", 2...4):
            guard let run = RunID(words[1]) else { return nil }
            switch words.dropFirst(2).first {
            case nil: self = .run(run)
            case "events" where words.count == 3: self = .events(run)
            case "stream" where words.count == 3: self = .stream(run)
            case "decisions" where words.count == 3: self = .decide(run)
            case "supply" where words.count == 3: self = .supply(run)
            case "files" where words.count == 4:
                guard let hash = Self.digest(words[3]) else { return nil }
                self = .file(run, hash)
            case "thumbs" where words.count == 4:
                guard let hash = Self.digest(words[3]) else { return nil }
                self = .thumbnail(run, hash)
            default: return nil
            }
        default: return nil
        }
    }

    /// A hash as our links write it, and in no other way.
    private static func digest(_ text: String) -> SHA256Digest? {
        SHA256Digest(hex: text).flatMap { $0.hex == text ? $0 : nil }
    }

    /// Whether it changes something, and is therefore posted.
    var isPosted: Bool {
        switch self {
        case .decide, .supply, .signOut: true
        default: false
        }
    }
}
