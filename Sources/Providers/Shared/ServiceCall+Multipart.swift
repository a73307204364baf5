import Core
import HTTP

extension ServiceCall {
    /// Posts a form below the service's address for something that is paid for, and gives back the whole of a good answer.
    func pay(_ path: String, _ form: MultipartBody) async throws(ProviderError) -> HTTPResponse {
        let (contentType, bytes) = form.encoded()
        var request = request("POST", path, nil, headers: [("Content-Type", contentType)], isPaid: true)
        request.body = .bytes(bytes)
        return try await send(request)
    }
}
