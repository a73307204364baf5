package import Core
package import Resources

/// Reads the brief that an issue holds, or everything that is wrong with it.
package struct BriefReader: Sendable {
    /// GitHub's own limit for an issue's text; characters are counted as code points.
    package static let longestBody = 65_536

    private let settings: Settings
    private let abilities: BriefAbilities?

    /// Without `abilities` every kind and any model is taken.
    package init(settings: Settings = Settings(), abilities: BriefAbilities? = nil) {
        self.settings = settings
        self.abilities = abilities
    }

    package func read(_ issue: Issue, batch: BatchFile? = nil) throws(BriefProblems) -> Brief {
        try reading(issue, batch: batch).brief
    }

    /// The brief with what it leaves open or says twice; `batch` is the file that `BatchFile.path(in:)` told of.
    package func reading(_ issue: Issue, batch: BatchFile? = nil) throws(BriefProblems) -> BriefReading {
        guard issue.body.unicodeScalars.count <= Self.longestBody, issue.title.unicodeScalars.count <= 1_000 else {
            throw BriefProblems([
                BriefProblem(
                    field: "body", found: "a text of \(Grouped.digits(issue.body.unicodeScalars.count)) characters",
                    accepted: "at most 65,536 characters, and 1,000 in the title")
            ])
        }
        var assembler = BriefAssembler(
            answers: IssueAnswers(title: issue.title, body: issue.body), identity: issue.identity, settings: settings,
            batch: batch)
        let brief = assembler.brief()
        let problems = assembler.problems + (abilities?.problems(of: brief) ?? [])
        guard problems.isEmpty else { throw BriefProblems(Self.ordered(problems)) }
        return BriefReading(
            brief: brief, doubts: BriefDoubts(brief: brief, answers: assembler.answers).questions)
    }

    /// In the order in which the fields are documented, those of a block as a whole first.
    private static func ordered(_ problems: [BriefProblem]) -> [BriefProblem] {
        let places = Dictionary(
            BriefField.allCases.enumerated().map { ($1.rawValue, $0) }, uniquingKeysWith: { first, _ in first })
        return problems.enumerated()
            .sorted { (places[$0.element.field] ?? -1, $0.offset) < (places[$1.element.field] ?? -1, $1.offset) }
            .map(\.element)
    }

    /// The base seed of an issue whose brief names none.
    ///
    /// A file counts by its name alone, so that a clone at any place gives the same pictures; a repository's name by its
    /// letters in lower case, as GitHub compares them.
    package static func seed(of identity: IssueIdentity) -> Seed {
        switch identity {
        case .github(let repository, let number): Seed(hashing: "\(repository.lowercased())#\(number)")
        case .file(let path): Seed(hashing: path.split(separator: "/").last.map(String.init) ?? path)
        }
    }
}
