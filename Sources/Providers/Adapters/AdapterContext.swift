import HTTP
import Imaging
import Media

/// What an adapter works with.
struct AdapterContext: Sendable {
    /// Of an adapter without variables: nowhere.
    let service: Service
    let http: HTTPClient
    let download: Download
    let queue: ImagingQueue
    /// Nil where `ffmpeg` is not installed.
    let media: MediaTools?
    /// Where jobs keep their files until they are taken: a folder of the state's, which may not be there yet.
    let folder: String
}
