package import Core
import FoundationEssentials

/// Finds a resource by its path: the repository's own file first, else the one inside the binary.
package struct ResourceFinder: Sendable {
    /// Gives the bytes of a file of the repository by its relative path; nil where it has none.
    package typealias RepositoryFile = @Sendable (String) throws -> [UInt8]?

    private let repository: RepositoryFile?

    /// Without a repository only what is shipped is found.
    package init(repository: RepositoryFile? = nil) { self.repository = repository }

    /// Looks into a folder of the file system, as a checkout is.
    package init(folder: String) {
        self.init { path in
            let file = folder + "/" + path
            guard FileManager.default.fileExists(atPath: file) else { return nil }
            return try [UInt8](Data(contentsOf: URL(filePath: file)))
        }
    }

    /// Nil where neither the repository nor the binary has it; a file that can't be read throws.
    ///
    /// `path` is relative and never comes from an issue; one that leaves the repository finds nothing.
    package func resource(at path: String) throws -> FoundResource? {
        guard !path.hasPrefix("/"), !path.split(separator: "/").contains("..") else { return nil }
        if let bytes = try repository?(path) {
            return FoundResource(file: path, text: String(decoding: bytes, as: UTF8.self), isShipped: false)
        }
        return Self.shipped[path].map {
            FoundResource(file: path, text: String(decoding: $0, as: UTF8.self), isShipped: true)
        }
    }

    /// The workflow that a kind of brief runs on: that of its own name, or for a batch the one of pictures.
    package func workflow(for kind: BriefKind, in folder: String = "workflows") throws -> FoundResource? {
        if let own = try workflow(named: kind.rawValue, in: folder) { return own }
        return kind == .batch ? try workflow(named: BriefKind.image.rawValue, in: folder) : nil
    }

    /// A workflow by its name, in the folder that the settings name, or in ours.
    package func workflow(named name: String, in folder: String = "workflows") throws -> FoundResource? {
        try resource(at: "\(folder)/\(name).yml") ?? resource(at: "workflows/\(name).yml")
    }

    /// The thresholds of the quality check, checked.
    ///
    /// - Throws: `ResourceErrors` for what is wrong in the file, and what reading it throws.
    package func thresholds() throws -> QualityThresholds {
        guard let found = try resource(at: ThresholdsReader.path) else {
            return QualityThresholds(rules: [:], tiers: [:], tightBelow: 0, tightStep: 0)
        }
        return try ThresholdsReader.read(found.text, file: found.file)
    }

    /// What is inside the binary, by its path in our own repository.
    private static let shipped: [String: [UInt8]] = [
        "workflows/image.yml": PackageResources.image_workflow_yml,
        ThresholdsReader.path: PackageResources.thresholds_review_yml,
    ]
}
