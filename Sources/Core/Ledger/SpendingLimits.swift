/// The ceilings that runs share, as the settings state them; nil sets no limit of that kind.
package struct SpendingLimits: Hashable, Sendable {
    package var issue: MicroDollars?
    package var person: MicroDollars?
    package var repository: MicroDollars?
    package var day: MicroDollars?

    package init(
        issue: MicroDollars? = nil, person: MicroDollars? = nil, repository: MicroDollars? = nil,
        day: MicroDollars? = nil
    ) {
        self.issue = issue
        self.person = person
        self.repository = repository
        self.day = day
    }

    package static let none = SpendingLimits()

    /// The ceilings that bind a run on a day.
    package func limits(for issue: IssueIdentity, author: String, on day: Int) -> [BudgetLimit] {
        let amounts: [(BudgetScope, MicroDollars?)] = [
            (.issue, self.issue), (.person, person), (.repository, repository), (.day, self.day),
        ]
        return amounts.compactMap { scope, amount in
            amount.map {
                BudgetLimit(scope, key: Self.key(of: scope, issue: issue, author: author, day: day), amount: $0)
            }
        }
    }

    /// What tells one issue, person, repository or day from another; a run's own budget needs no key.
    package static func key(of scope: BudgetScope, issue: IssueIdentity, author: String, day: Int) -> String {
        switch scope {
        case .run: ""
        case .issue: issue.description
        case .person: author
        case .repository: issue.repository
        case .day: String(day)
        }
    }
}
