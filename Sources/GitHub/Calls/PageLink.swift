import HTTP

/// Reads the `Link` field, by which GitHub names further pages: `<https://…?page=2>; rel="next", …`.
enum PageLink {
    static func next(in headers: HTTPHeaders) -> String? {
        guard let field = headers["link"] else { return nil }
        for link in field.split(separator: ",") {
            let parts = link.split(separator: ";").map { $0.drop { $0 == " " } }
            guard let target = parts.first, target.hasPrefix("<"), let end = target.firstIndex(of: ">"),
                parts.dropFirst().contains(where: { $0.hasPrefix("rel=\"next\"") || $0 == "rel=next" })
            else { continue }
            return String(target[target.index(after: target.startIndex)..<end])
        }
        return nil
    }
}
