import HTTP

/// The error that a store answers with: a code and a message in XML.
struct S3Fault {
    let status: Int
    let code: String
    let message: String
    let region: String?
    let patience: Duration?

    init(_ response: HTTPResponse) {
        let text = String(decoding: response.body.prefix(64 << 10), as: UTF8.self)
        status = response.status
        code = S3XML.text("Code", in: text) ?? ""
        message = S3XML.text("Message", in: text) ?? ""
        region = S3XML.text("Region", in: text) ?? response.headers["x-amz-bucket-region"]
        patience = response.headers["retry-after"].flatMap { Int($0) }.map { .seconds(max(0, min($0, 86_400))) }
    }

    func error(at place: S3Place) -> S3Error {
        let words = code.isEmpty ? "status \(status)" : "\(code), \(message.isEmpty ? "status \(status)" : message)"
        let reason = words.hasSuffix(".") ? String(words.dropLast()) : words
        switch code {
        case "RequestTimeTooSkewed": return .wrongClock(store: place.name)
        case "NoSuchBucket": return .noBucket(place.bucket, store: place.name)
        case "AuthorizationHeaderMalformed", "PermanentRedirect", "TemporaryRedirect",
            "IllegalLocationConstraintException":
            return .wrongRegion(store: place.name, region: region)
        case "SlowDown", "RequestLimitExceeded": return .throttled(store: place.name, after: patience)
        case "QuotaExceeded", "XMinioStorageFull", "InsufficientStorage", "ServiceQuotaExceeded":
            return .full(store: place.name, reason: reason)
        default: break
        }
        switch status {
        case 301, 307, 308: return .wrongRegion(store: place.name, region: region)
        case 401, 403: return .forbidden(store: place.name, reason: reason)
        case 404: return .noBucket(place.bucket, store: place.name)
        case 429: return .throttled(store: place.name, after: patience)
        case 507: return .full(store: place.name, reason: reason)
        case 408, 409, 500...: return .unreachable(store: place.name, reason: reason)
        default: return .refused(store: place.name, reason: reason)
        }
    }
}
