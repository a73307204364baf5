/// How much a comment tells; the poorer ones follow where the richer do not fit.
struct CommentDetail: Hashable, Sendable {
    enum Criteria: Hashable, Sendable {
        case all
        case weakest(Int)
        case none
    }

    var criteria = Criteria.all
    /// Whether each attempt of an asset that fell short has its row, or only the best one.
    var everyAttempt = true
    var thumbnails = true
    /// Rows of the table of assets, and of those that the details explain.
    var rows = Int.max
    var explained = Int.max
    /// Characters of the brief's longest texts.
    var prompt = 4000
    /// Items of a batch that the brief lists, and characters of each prompt.
    var items = Int.max
    var itemPrompt = 200

    /// From the richest to one that fits whatever the run.
    static let steps: [CommentDetail] = {
        var steps: [CommentDetail] = []
        var detail = CommentDetail()
        func step(_ change: (inout CommentDetail) -> Void) {
            change(&detail)
            steps.append(detail)
        }
        step { _ in }
        step {
            $0.prompt = 1200
            $0.itemPrompt = 100
        }
        step { $0.criteria = .weakest(3) }
        step {
            $0.criteria = .weakest(1)
            $0.items = 40
            $0.itemPrompt = 60
        }
        step { $0.everyAttempt = false }
        step {
            $0.criteria = .none
            $0.explained = 20
        }
        step {
            $0.thumbnails = false
            $0.prompt = 600
            $0.items = 10
        }
        for rows in [200, 100, 60, 30, 15, 6] {
            step {
                $0.rows = rows
                $0.explained = min($0.explained, rows)
            }
        }
        step {
            $0.rows = 0
            $0.explained = 0
            $0.items = 0
            $0.prompt = 200
        }
        return steps
    }()
}
