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
            // libcurl names the certificate's host first, if at all, and the wanted one last.
            let quoted = detail.split(separator: "'", omittingEmptySubsequences: false)
            let host = quoted.count >= 3 ? "'\(quoted[quoted.count - 2])'" : "this one"
            description = "its certificate is for another host than \(host); check the address"
        } else if verification != 0 {
            // What to do stands early: messages are cut short on their way to people.
            description =
                "nobody trusted here signed its certificate; add your own authority to the file that SSL_CERT_FILE names "
                + "(\(detail))"
        } else {
            description = detail
        }
    }

    private static let notYetValid = 9
    private static let expired = 10
}
