import HTTP
import Imaging

/// What an adapter works with.
struct AdapterContext: Sendable {
    /// Of an adapter without variables: nowhere.
    let service: Service
    let http: HTTPClient
    let download: Download
    let queue: ImagingQueue
}
