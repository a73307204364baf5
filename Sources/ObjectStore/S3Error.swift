/// Why a store did not keep a file; each case is a different next step.
package enum S3Error: Error, Hashable, Sendable {
    case noCredential(variable: String)
    /// No answer, or one that says that trying later may help.
    case unreachable(store: String, reason: String)
    case throttled(store: String, after: Duration?)
    case forbidden(store: String, reason: String)
    case noBucket(String, store: String)
    /// `region`: the right one, where the store says it.
    case wrongRegion(store: String, region: String?)
    case wrongClock(store: String)
    case full(store: String, reason: String)
    /// Something else lies at the address that the file's own hash makes.
    case taken(address: String)
    case refused(store: String, reason: String)
    case unreadableFile(path: String, reason: String)
    case cancelled
}

extension S3Error: CustomStringConvertible {
    package var description: String {
        switch self {
        case .noCredential(let variable):
            "\(variable) is not set, so no file can be put into the store. Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or "
                + "set delivery.storage to lfs or git."
        case .unreachable(let store, let reason): "\(store) did not answer: \(reason). Resume the run later."
        case .throttled(let store, let delay):
            "\(store) asks for patience\(delay.map { " of \($0.components.seconds) s" } ?? ""). Resume the run later."
        case .forbidden(let store, let reason):
            "\(store) does not allow it: \(reason). The key in AWS_ACCESS_KEY_ID needs s3:PutObject, s3:GetObject and "
                + "s3:AbortMultipartUpload there."
        case .noBucket(let bucket, let store):
            "\(store) has no bucket '\(bucket)'. Make it, or correct delivery.s3.bucket."
        case .wrongRegion(let store, let region):
            "\(store) is in another region. Set delivery.s3.region\(region.map { " to \($0)" } ?? "")."
        case .wrongClock(let store):
            "\(store) says that the time here is wrong. Set this machine's clock, then resume the run."
        case .full(let store, let reason): "\(store) takes no more: \(reason). Make room there, then resume the run."
        case .taken(let address):
            "Something else lies at \(address), under the very hash of the file. Remove it there, then resume the run."
        case .refused(let store, let reason): "\(store) refused the file: \(reason). Check delivery.s3 in the settings."
        case .unreadableFile(let path, let reason):
            "The file '\(path)' could not be read: \(reason). Resume the run once it is back."
        case .cancelled: "The delivery was cancelled. Resume the run to make it."
        }
    }
}
