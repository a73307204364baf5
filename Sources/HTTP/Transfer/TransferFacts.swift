import CCurl
import FoundationEssentials

/// What libcurl knows of a transfer that has ended.
struct TransferFacts {
    let status: Int
    let url: String
    let redirect: String?
    let elapsed: Duration
    /// Every byte of a request that was written, also on a connection that libcurl then gave up: 0 proves that nothing went out.
    let requestBytes: Int
    /// OpenSSL's number for what is wrong with the server's certificate, 0 where it finds nothing.
    let verification: Int

    init(of handle: UnsafeMutableRawPointer) {
        var status = 0
        unsafe ccurl_get_long(handle, CURLINFO_RESPONSE_CODE, &status)
        var bytes = 0
        unsafe ccurl_get_long(handle, CURLINFO_REQUEST_SIZE, &bytes)
        var verification = 0
        unsafe ccurl_get_long(handle, CURLINFO_SSL_VERIFYRESULT, &verification)
        self.verification = verification
        var microseconds: curl_off_t = 0
        unsafe ccurl_get_off(handle, CURLINFO_TOTAL_TIME_T, &microseconds)
        self.status = status
        requestBytes = bytes
        elapsed = .microseconds(microseconds)
        url = Self.withoutUser(unsafe Self.text(CURLINFO_EFFECTIVE_URL, of: handle) ?? "")
        redirect = unsafe Self.text(CURLINFO_REDIRECT_URL, of: handle)
    }

    /// Callers log where an answer came from, and a password has no place there.
    private static func withoutUser(_ url: String) -> String {
        guard url.contains("@"), var parts = URLComponents(string: url) else { return url }
        (parts.user, parts.password) = (nil, nil)
        return parts.string ?? url
    }

    private static func text(_ info: CURLINFO, of handle: UnsafeMutableRawPointer) -> String? {
        var pointer: UnsafeMutablePointer<CChar>?
        unsafe ccurl_get_str(handle, info, &pointer)
        return unsafe pointer.map { unsafe String(cString: $0) }
    }
}
