package import Core
import FoundationEssentials
import Glibc

/// Delivers into a plain folder: all files are written beside their places and then renamed, so that none is ever half there.
package struct FolderTarget: DeliveryTarget {
    private let folder: String

    /// The folder is made when the delivery is.
    package init(folder: String) { self.folder = folder }

    package func deliver(_ parcel: Parcel) async throws(TaskFailure) -> DeliveryMade {
        var paths: Set<String> = []
        for file in parcel.files {
            let isTaken = !paths.insert(file.path).inserted
            if let fault = isTaken ? "two files have it" : RepositoryPath.fault(in: file.path) {
                throw TaskFailure(.permanent, "nothing was delivered: the path '\(file.path)' can't be used: \(fault)")
            }
            if let link = link(on: file.path) {
                throw TaskFailure(
                    .needsPerson,
                    "\(link) is a link, and following it may lead out of \(folder); replace it by a folder, then 'bot resume'"
                )
            }
        }
        var staged: [Staged] = []
        do throws(TaskFailure) {
            for file in parcel.files { staged.append(try stage(file)) }
            for file in staged {
                guard unsafe rename(file.temporary, file.target) == 0 else { throw Self.unwritable(file.target) }
            }
        } catch {
            for file in staged { unsafe unlink(file.temporary) }
            throw error
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

    /// A file written whole beside its place, not yet under its name.
    private struct Staged {
        let temporary: String
        let target: String
    }

    private func stage(_ file: Parcel.File) throws(TaskFailure) -> Staged {
        let target = "\(folder)/\(file.path)"
        let data: Data
        switch file.content {
        case .text(let text): data = Data(text.utf8)
        case .file(let path):
            do { data = try Data(contentsOf: URL(filePath: path)) } catch {
                throw TaskFailure(
                    .permanent, "\(path) can't be read, so nothing was delivered; 'bot run --fresh' makes it anew")
            }
        }
        let parts = target.split(separator: "/", omittingEmptySubsequences: false)
        let parent = parts.dropLast().joined(separator: "/")
        let temporary = "\(parent)/.\(parts.last ?? "").part"
        do {
            try FileManager.default.createDirectory(atPath: parent, withIntermediateDirectories: true)
            unsafe unlink(temporary)  // What lies there may be a link to elsewhere.
            try data.write(to: URL(filePath: temporary))
        } catch {
            unsafe unlink(temporary)
            throw Self.unwritable(target)
        }
        return Staged(temporary: temporary, target: target)
    }

    private static func unwritable(_ target: String) -> TaskFailure {
        TaskFailure(
            .needsPerson,
            "\(target) could not be written; check the folder's rights and the free space, then 'bot resume'")
    }
}
