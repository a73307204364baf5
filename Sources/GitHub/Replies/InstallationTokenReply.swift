import Core

/// A token for an installation (`apps/create-installation-access-token`).
struct InstallationTokenReply: Decodable {
    let token: String
    let expiresAt: String
    let permissions: [String: String]?

    private enum CodingKeys: String, CodingKey {
        case token, permissions
        case expiresAt = "expires_at"
    }

    /// Where its end can't be read it counts as good for the hour that GitHub promises.
    func token(at now: Timestamp) -> InstallationToken {
        InstallationToken(
            token: token, expires: Timestamp(expiresAt) ?? now + .seconds(3_600), permissions: permissions ?? [:])
    }
}
