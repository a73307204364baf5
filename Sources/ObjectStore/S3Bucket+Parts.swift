import Core
import Crypto
import HTTP

extension S3Bucket {
    /// Sends a file part by part; what was begun and not finished is taken back.
    func putInParts(
        _ path: String, bytes: Int, key: String, mediaType: MediaType
    ) async throws(S3Error) {
        var start = place.request("POST", key)
        start.query = [("uploads", "")]
        start.headers = Self.facts(mediaType)
        let begun = try await send(start)
        guard begun.status == 200, let name = S3XML.text("UploadId", in: String(decoding: begun.body, as: UTF8.self))
        else { throw S3Fault(begun).error(at: place) }
        do throws(S3Error) {
            let tags = try await sendParts(of: path, bytes: bytes, key: key, upload: name)
            try await complete(key, upload: name, tags)
        } catch {
            var abort = place.request("DELETE", key)
            abort.query = [("uploadId", name)]
            // Why the upload failed says more than why it could not be taken back; a rule of the bucket's removes such remains.
            _ = try? await send(abort)
            throw error
        }
    }

    private func sendParts(
        of path: String, bytes: Int, key: String, upload: String
    ) async throws(S3Error) -> [String] {
        let file: OpenFile
        do throws(OpenFile.Failure) { file = try OpenFile(path) } catch {
            throw .unreadableFile(path: path, reason: error.reason)
        }
        // Stores take at most 10,000 parts.
        let size = max(partSize, (bytes + 9999) / 10_000)
        var tags: [String] = []
        for offset in stride(from: 0, to: bytes, by: size) {
            let part: [UInt8]
            do throws(OpenFile.Failure) { part = try file.bytes(at: offset, count: min(size, bytes - offset)) } catch {
                throw .unreadableFile(path: path, reason: error.reason)
            }
            var request = place.request("PUT", key, payload: SHA256.digest(of: part).hex)
            request.query = [("partNumber", "\(tags.count + 1)"), ("uploadId", upload)]
            let response = try await send(request, .bytes(part))
            guard response.status == 200, let tag = response.headers["etag"] else {
                throw S3Fault(response).error(at: place)
            }
            tags.append(tag)
        }
        return tags
    }

    private func complete(_ key: String, upload: String, _ tags: [String]) async throws(S3Error) {
        let parts = tags.enumerated().map { place, tag in
            "<Part><PartNumber>\(place + 1)</PartNumber><ETag>\(S3XML.escaped(tag))</ETag></Part>"
        }
        let list =
            "<CompleteMultipartUpload xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">" + parts.joined()
            + "</CompleteMultipartUpload>"
        let body = Array(list.utf8)
        var request = place.request("POST", key, payload: SHA256.digest(of: body).hex)
        request.query = [("uploadId", upload)]
        request.headers = [("Content-Type", "application/xml")]
        let response = try await sendUnlessThere(request, .bytes(body))
        if response.status == 412 { return }
        // A store may begin to answer before it knows the end: an error can stand in a 200.
        let text = String(decoding: response.body, as: UTF8.self)
        guard response.status == 200, text.contains("CompleteMultipartUploadResult") else {
            throw S3Fault(response).error(at: place)
        }
    }
}
