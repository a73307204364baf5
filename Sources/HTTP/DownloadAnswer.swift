/// What a download is answered with.
package enum DownloadAnswer: Sendable {
    case file(DownloadedFile)
    /// Any answer but a 200, its body in memory; no file was left.
    case other(HTTPResponse)
}
