package import Core

/// Where a report's links lead to; nil where there is nothing to lead to.
package struct ReportLinks: Sendable {
    /// A small or whole picture of an attempt, to be shown in a table; the commit is the delivered one.
    package let thumbnail: @Sendable (_ attempt: AttemptView, _ commit: String?) -> String?
    /// A delivered file, its path relative to the repository.
    package let file: @Sendable (_ path: String, _ commit: String?) -> String?
    package let commit: @Sendable (_ commit: String) -> String?
    package let branch: @Sendable (_ branch: String) -> String?
    /// Where a run is shown while it goes on.
    package let page: @Sendable (_ run: RunID) -> String?

    package init(
        thumbnail: @escaping @Sendable (_ attempt: AttemptView, _ commit: String?) -> String?,
        file: @escaping @Sendable (_ path: String, _ commit: String?) -> String?,
        commit: @escaping @Sendable (_ commit: String) -> String? = { _ in nil },
        branch: @escaping @Sendable (_ branch: String) -> String? = { _ in nil },
        page: @escaping @Sendable (_ run: RunID) -> String? = { _ in nil }
    ) {
        self.thumbnail = thumbnail
        self.file = file
        self.commit = commit
        self.branch = branch
        self.page = page
    }

    package static let none = ReportLinks(thumbnail: { _, _ in nil }, file: { _, _ in nil })

    /// A file of a delivery: in the store where it lies in one, else in the delivery itself.
    func address(of path: String, in delivery: DeliveryMade) -> String? {
        if let address = delivery.elsewhere[path] { return Self.safe(address) }
        return file(path, delivery.commit)
    }

    /// The picture of an attempt as `thumbnail` gives it, of a delivery whose files may lie in a store.
    func picture(_ attempt: AttemptView, of delivery: DeliveryMade?) -> String? {
        if let path = attempt.picturePath, let address = delivery?.elsewhere[path] { return Self.safe(address) }
        return thumbnail(attempt, delivery?.commit)
    }

    /// Links into a repository on GitHub or a GitHub Enterprise server; files need the commit that holds them.
    ///
    /// `page`: where the live page of the service is, without a path; nil where nobody is told of one.
    package static func gitHub(server: String, repository: String, page: String? = nil) -> ReportLinks {
        let home = (server.hasSuffix("/") ? String(server.dropLast()) : server) + "/" + percentEncoded(repository)
        let file: @Sendable (String, String?) -> String? = { path, commit in
            commit.map { "\(home)/blob/\(percentEncoded($0))/\(percentEncoded(path))" }
        }
        return ReportLinks(
            thumbnail: { attempt, commit in
                guard let path = attempt.picturePath else { return nil }
                return file(path, commit).map { $0 + "?raw=true" }
            },
            file: file,
            commit: { "\(home)/commit/\(percentEncoded($0))" },
            branch: { "\(home)/tree/\(percentEncoded($0))" },
            page: { run in page.flatMap { safe("\($0)/runs/\(run)") } })
    }

    /// Relative links to files in a folder on this machine; `prefix` leads there from the folder of the report.
    package static func folder(_ prefix: String) -> ReportLinks {
        let start = prefix.isEmpty || prefix.hasSuffix("/") ? prefix : prefix + "/"
        let file: @Sendable (String, String?) -> String? = { path, _ in percentEncoded(start + path) }
        return ReportLinks(
            thumbnail: { attempt, commit in
                guard let path = attempt.picturePath else { return nil }
                return file(path, commit)
            },
            file: file)
    }

    /// Everything but unreserved characters and `/` as `%XX`: safe in a URL, an attribute and a Markdown link alike.
    package static func percentEncoded(_ path: String) -> String { PercentEncoding.encode(path, keeping: "/") }

    /// An address from a record, if it may be linked: `https` or `http`, and nothing in it that could end an attribute or a link.
    static func safe(_ address: String) -> String? {
        guard address.hasPrefix("https://") || address.hasPrefix("http://"),
            address.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7f && !"<>\"'()[]{}|\\`^".utf8.contains($0) })
        else { return nil }
        return address
    }
}
