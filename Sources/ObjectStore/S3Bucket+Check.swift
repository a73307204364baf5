import HTTP

extension S3Bucket {
    /// Whether the bucket is there, in this region, and takes files with this key: an upload is begun and taken back, so that
    /// nothing is left in it.
    package func check() async throws(S3Error) {
        let head = try await send(place.request("HEAD", ""), within: Self.patience)
        switch head.status {
        case 200: break
        case 403: break  // Who may only put files in is told so; the upload shows whether they may.
        default:
            // The answer to HEAD has no body, which would say more.
            if let region = head.headers["x-amz-bucket-region"], region != place.region {
                throw .wrongRegion(store: place.name, region: region)
            }
            throw S3Fault(head).error(at: place)
        }
        let key = "\(place.prefix)showrunner-check"
        var start = place.request("POST", key)
        start.query = [("uploads", "")]
        let begun = try await send(start, within: Self.patience)
        guard begun.status == 200, let name = S3XML.text("UploadId", in: String(decoding: begun.body, as: UTF8.self))
        else { throw S3Fault(begun).error(at: place) }
        var abort = place.request("DELETE", key)
        abort.query = [("uploadId", name)]
        let ended = try await send(abort, within: Self.patience)
        guard (200..<300).contains(ended.status) || ended.status == 404 else { throw S3Fault(ended).error(at: place) }
    }

    private static var patience: Duration { .seconds(20) }
}
