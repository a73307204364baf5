import CCurl
import FoundationEssentials

/// What is wrong with a server's certificate, and what to do about it.
struct CertificateTrouble: CustomStringConvertible {
    let description: String

    /// `verification`: OpenSSL's number for it; `authorities`: the file of those who are trusted, if one is named.
    init(_ code: CURLcode, verification: Int, detail: String, _ authorities: String?) {
        if code == CURLE_SSL_CACERT_BADFILE {
            description =
                "SSL_CERT_FILE names \(authorities ?? "a file"), which can't be read as certificates; it takes a PEM file of "
                + "all authorities that are to be trusted"
        } else if verification == Self.notYetValid || verification == Self.expired {
            description =
                "its certificate is \(verification == Self.expired ? "no longer" : "not yet") valid; check this host's clock, "
                + "and have the certificate renewed"
        } else if detail.contains("subject name") {
            let host = detail.split(separator: "'").dropFirst().first.map { "'\($0)'" } ?? "this one"
            description = "its certificate is for another host than \(host); check the address"
        } else if verification != 0 {
            description =
                "its certificate is signed by nobody whom \(authorities ?? "this host") trusts; if the authority is your own, "
                + "name a file with its certificate, and with those of others you need, in SSL_CERT_FILE (\(detail))"
        } else {
            description = detail
        }
    }

    private static let notYetValid = 9
    private static let expired = 10
}
