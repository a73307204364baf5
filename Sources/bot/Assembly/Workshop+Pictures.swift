import Content
import Core
import FoundationEssentials
import GitStore
import Imaging
import Resources
import Store

extension Workshop {
    /// A small copy of a kept picture as JPEG; nil where it is gone, or no picture any more.
    func thumbnail(of digest: SHA256Digest, longestSide: Int) async -> [UInt8]? {
        guard let path = assets.path(of: digest) else { return nil }
        return try? await imaging.run {  // Whoever asks shows the rest without it.
            let bytes = [UInt8](try Data(contentsOf: URL(filePath: path)))
            return try ImageCodec.thumbnail(of: bytes, longestSide: longestSide, as: .jpeg)
        }
    }

    /// What shows people on an issue what they decide about; nil where the issue is not on GitHub, or the settings want none.
    func gatePictures(of issue: IssueIdentity) -> GatePictures? {
        guard case .github(let repository, let number) = issue, settings.gates.pictures, signIn.isSomebody else {
            return nil
        }
        return GatePictures(
            repository: repository, issue: number, links: links(into: repository),
            shelf: { references(of: $0, cachedIn: "shown") },
            reduction: { await thumbnail(of: $0, longestSide: 320) })
    }

    /// The references of the repository at an address, with what was read of them in a folder of the state folder.
    func references(of address: String, cachedIn folder: String) -> RefShelf {
        RefShelf(of: address, cachedIn: "\(stateFolder)/\(folder)", http: http) { () async throws(SharedShelfError) in
            do throws(TrackerError) {
                return try await signIn.token(forCloneURL: address)
                    .map { GitCredential(token: $0, hosts: gitHubHosts) }
            } catch { throw .unreachable(reason: "\(error)") }
        }
    }
}
