/// An entry of a folder, as `GET /repos/{owner}/{repo}/contents/{path}` lists them.
struct FolderEntryReply: Decodable {
    let name: String
    /// `file`, `dir`, `symlink` or `submodule`.
    let type: String
}
