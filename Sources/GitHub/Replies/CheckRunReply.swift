import Core

/// A check run (`checks/list-for-ref`, `checks/create`, `checks/update`, version 2022-11-28).
struct CheckRunReply: Decodable {
    let id: Int64
    let name: String
    let externalID: String?
    let status: String
    let conclusion: String?
    let app: ActingAppReply?
    let output: Output?

    struct Output: Decodable {
        let title: String?
        let summary: String?
        /// How many it has in all.
        let annotations: Int?

        private enum CodingKeys: String, CodingKey {
            case title, summary
            case annotations = "annotations_count"
        }
    }

    private enum CodingKeys: String, CodingKey {
        case id, name, status, conclusion, app, output
        case externalID = "external_id"
    }
}

/// A page of check runs: they come in an object, unlike other lists.
struct CheckRunsReply: Decodable {
    let runs: [CheckRunReply]

    private enum CodingKeys: String, CodingKey {
        case runs = "check_runs"
    }
}
