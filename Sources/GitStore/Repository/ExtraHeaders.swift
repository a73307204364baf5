/// Git's setting `http.<url>.extraheader`, where `actions/checkout` keeps its token.
enum ExtraHeaders {
    typealias Setting = (name: String, value: String)

    static let pattern = "^http\\.(.*\\.)?extraheader$"

    /// The headers that Git would send to a URL, from settings in the order in which Git reads them.
    static func headers(for url: String, in settings: [Setting]) -> [Setting] {
        var headers: [Setting] = []
        for (name, value) in settings where applies(name, to: url) {
            // An empty value forgets what came before.
            if value.isEmpty { headers = [] }
            guard let colon = value.firstIndex(of: ":"), !value.unicodeScalars.contains(where: GitText.isControl) else {
                continue
            }
            let header = (
                String(value[..<colon]), String(value[value.index(after: colon)...].drop(while: { $0 == " " }))
            )
            if !header.0.isEmpty, !headers.contains(where: { $0 == header }) { headers.append(header) }
        }
        return headers
    }

    private static func applies(_ name: String, to url: String) -> Bool {
        let inner = name.dropFirst("http.".count).dropLast("extraheader".count)
        guard !inner.isEmpty else { return true }
        guard let pattern = WebAddress(String(inner.dropLast())), let address = WebAddress(url) else { return false }
        return pattern.covers(address)
    }
}
