/// Where a bucket is, and how its files are reached.
package struct S3Place: Hashable, Sendable {
    /// `https` or `http`.
    let scheme: String
    /// With the port, where it is not the scheme's own.
    let host: String
    package let region: String
    package let bucket: String
    /// What every key begins with; empty, or ends in a slash.
    package let prefix: String
    /// Whether the bucket stands in the path rather than in the host.
    let isPathStyle: Bool
    let publicURL: String?

    /// `endpoint`: `https://host` or `http://host:port`, without a path.
    package init(
        endpoint: String, region: String, bucket: String, prefix: String, isPathStyle: Bool, publicURL: String?
    ) {
        let mark = endpoint.firstRange(of: "://")
        scheme = mark.map { endpoint[..<$0.lowerBound].lowercased() } ?? "https"
        let place = mark.map { endpoint[$0.upperBound...] } ?? endpoint[...]
        let usual = scheme == "https" ? ":443" : ":80"
        host = (place.hasSuffix(usual) ? String(place.dropLast(usual.count)) : String(place)).lowercased()
        self.region = region
        self.bucket = bucket
        self.prefix = prefix
        self.isPathStyle = isPathStyle
        self.publicURL = publicURL
    }

    /// For people.
    package var name: String { "\(scheme)://\(host)/\(bucket)" }

    func request(_ method: String, _ key: String, payload: String = S3Request.emptyPayload) -> S3Request {
        S3Request(
            method: method, scheme: scheme, host: isPathStyle ? host : "\(bucket).\(host)",
            path: isPathStyle ? "/\(bucket)/\(key)" : "/\(key)", payload: payload)
    }

    /// The address under which a file stays.
    package func address(of key: String) -> String {
        let request = request("GET", key)
        guard let publicURL else { return request.url }
        var own = request
        own.path = "/\(key)"
        return publicURL + own.encodedPath
    }
}
