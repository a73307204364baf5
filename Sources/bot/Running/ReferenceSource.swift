import Content
import Core
import FoundationEssentials
import GitHub
import Intake
import Providers

/// The pictures that an issue refers to: on the web under the rules of downloads, or inside the repository of the issue.
struct ReferenceSource: PictureSource {
    let workshop: Workshop
    /// Nil where the run's issue is not known; then only addresses lead anywhere.
    let issue: IssueIdentity?

    func bytes(of reference: String, largest: Int) async throws(TaskFailure) -> [UInt8] {
        let lower = reference.lowercased()
        if lower.hasPrefix("http://") || lower.hasPrefix("https://") {
            return try await WebPictures(http: workshop.http, places: workshop.allowedPlaces)
                .bytes(of: reference, largest: largest)
        }
        let shown = PlainText.line(reference, limit: 120)
        guard let path = RepositoryPath(reference) else {
            throw TaskFailure(.permanent, "\(shown) is no path inside the repository")
        }
        let bytes: [UInt8]
        switch issue {
        case .github(let repository, _): bytes = try await file(path.text, of: repository, shown)
        case .file(let place): bytes = try file(path.text, ofIssue: place, largest: largest, shown)
        case nil: throw TaskFailure(.permanent, "\(shown) is in no repository that is known here")
        }
        guard bytes.count <= largest else { throw Self.tooLarge(shown, largest) }
        return bytes
    }

    private func file(_ path: String, of repository: String, _ shown: String) async throws(TaskFailure) -> [UInt8] {
        do {
            if let bytes = try await workshop.github.bytes(path, of: repository) { return bytes }
        } catch {
            throw TaskFailure(.transient(after: nil), "\(shown) could not be read from \(repository): \(error)")
        }
        throw TaskFailure(.permanent, "\(repository) has no file \(shown) on its default branch")
    }

    /// A plain file beside the issue or in its repository, whose real place, links followed, is inside.
    private func file(
        _ path: String, ofIssue issue: String, largest: Int, _ shown: String
    ) throws(TaskFailure) -> [UInt8] {
        let (folder, root) = workshop.place(ofIssue: issue)
        let found = [folder, root].compactMap { place in RealPath.of("\(place)/\(path)").map { (place, $0) } }
        guard !found.isEmpty else { throw TaskFailure(.permanent, "there is no file \(shown) in the repository") }
        let inside = found.first { place, real in
            RealPath.of(place).map { real.hasPrefix($0.hasSuffix("/") ? $0 : $0 + "/") } ?? false
        }
        guard let (_, real) = inside else { throw TaskFailure(.permanent, "\(shown) leads out of the repository") }
        let attributes = try? FileManager.default.attributesOfItem(atPath: real)
        guard attributes?[.type] as? FileAttributeType == .typeRegular else {
            throw TaskFailure(.permanent, "\(shown) is not a file")
        }
        // Which type of integer it comes in differs between systems.
        guard let size = attributes?[.size] as? any BinaryInteger, Int(clamping: size) <= largest else {
            throw Self.tooLarge(shown, largest)
        }
        do {
            return [UInt8](try Data(contentsOf: URL(filePath: real)))
        } catch {
            throw TaskFailure(.permanent, "\(shown) can't be read; check its permissions")
        }
    }

    private static func tooLarge(_ shown: String, _ largest: Int) -> TaskFailure {
        TaskFailure(.permanent, "\(shown) has more than \(largest) bytes; give a smaller picture")
    }
}
