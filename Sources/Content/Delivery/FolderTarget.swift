package import Core
import FoundationEssentials

/// Delivers into a plain folder, each file written beside its place and then renamed, so that none is ever half there.
package struct FolderTarget: DeliveryTarget {
    private let folder: String

    /// The folder is made when the delivery is.
    package init(folder: String) { self.folder = folder }

    package func deliver(_ parcel: Parcel) async throws(TaskFailure) -> DeliveryMade {
        let files = FileManager.default
        for file in parcel.files {
            let target = "\(folder)/\(file.path)"
            if let link = link(on: file.path) {
                throw TaskFailure(
                    .needsPerson,
                    "\(link) is a link, and following it may lead out of \(folder); replace it by a folder, then 'bot resume'"
                )
            }
            do {
                let parent = target.split(separator: "/", omittingEmptySubsequences: false).dropLast()
                    .joined(separator: "/")
                try files.createDirectory(atPath: parent, withIntermediateDirectories: true)
                let data =
                    switch file.content {
                    case .file(let path): try Data(contentsOf: URL(filePath: path))
                    case .text(let text): Data(text.utf8)
                    }
                try data.write(to: URL(filePath: target), options: .atomic)
            } catch {
                throw TaskFailure(
                    .needsPerson,
                    "\(target) could not be written; check the folder's rights and the free space, then 'bot resume'")
            }
        }
        return DeliveryMade(branch: nil, commit: nil, pushedTo: nil, folder: folder)
    }

    /// The first part of a path below the folder that is a symbolic link; whoever laid it chose where files would go.
    private func link(on path: String) -> String? {
        var place = folder
        for part in path.split(separator: "/") {
            place += "/" + part
            // What is not there, or no link, has no destination.
            if (try? FileManager.default.destinationOfSymbolicLink(atPath: place)) != nil { return place }
        }
        return nil
    }
}
