/// An App in an account (`apps/get-repo-installation`).
struct InstallationReply: Decodable {
    let id: Int
}
