import Core
import HTTP

extension ServiceCall {
    /// Posts a form below the service's address for something that is paid for, and gives back the whole of a good answer.
    func pay(_ path: String, _ form: MultipartBody) async throws(ProviderError) -> HTTPResponse {
        try await send(request(path, form, isPaid: true))
    }

    /// Posts a form that costs nothing and may be posted again: a file that is put where it was.
    func ask(_ path: String, _ form: MultipartBody) async throws(ProviderError) -> HTTPResponse {
        try await send(request(path, form, isPaid: false))
    }

    private func request(_ path: String, _ form: MultipartBody, isPaid: Bool) -> HTTPRequest {
        let (contentType, bytes) = form.encoded()
        var request = request("POST", path, nil, headers: [("Content-Type", contentType)], isPaid: isPaid)
        request.body = .bytes(bytes)
        return request
    }
}
