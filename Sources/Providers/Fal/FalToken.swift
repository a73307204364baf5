import Core

/// Where a job of fal's is found again: `cost status result cancel`, the last three as paths below fal's address.
///
/// Addresses that the answer names are taken only where they lie at fal's own address, as the key is sent to them.
struct FalToken {
    let cost: MicroDollars
    let status: String
    let result: String
    let cancel: String

    /// A path of a model has a part below the first two that only its beginning goes by.
    init(_ id: String, cost: MicroDollars, reply: JSONValue, model: Model, service: Service) {
        self.cost = cost
        let own = "/" + model.id.split(separator: "/").prefix(2).joined(separator: "/") + "/requests/\(id)"
        func path(_ name: String, _ usual: String) -> String {
            let home = service.baseURL + "/"
            guard let url = reply[name]?.string, url.hasPrefix(home), url.utf8.count - home.utf8.count <= 140,
                Self.isPath("/" + url.dropFirst(home.count))
            else { return usual }
            return "/" + url.dropFirst(home.count)
        }
        status = path("status_url", own + "/status")
        result = path("response_url", own)
        cancel = path("cancel_url", own + "/cancel")
    }

    var text: String { "\(cost.count) \(status) \(result) \(cancel)" }

    /// Nil for what no adapter of ours wrote: it comes out of a history that anybody may have written.
    init?(_ text: String) {
        let parts = text.split(separator: " ").map(String.init)
        guard parts.count == 4, let count = Int64(parts[0]), count >= 0, parts.dropFirst().allSatisfy(Self.isPath)
        else { return nil }
        cost = MicroDollars(count)
        (status, result, cancel) = (parts[1], parts[2], parts[3])
    }

    static func isIdentifier(_ text: String) -> Bool {
        !text.isEmpty && text.utf8.count <= 100
            && text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-" || $0 == "_") }
    }

    private static func isPath(_ text: String) -> Bool {
        text.hasPrefix("/") && !text.hasPrefix("//") && !text.contains("..")
            && text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "-_./".contains($0)) }
    }
}
