package import Core

/// A plan that has not been run: as a tree for a terminal, as Mermaid, as JSON.
package struct PlanText: Sendable {
    private let tasks: [PlanTask]
    private let brief: Brief
    private let estimate: Estimate
    private let reuse: ReuseForecast
    private let questions: [BriefQuestion]
    private let growth: RepositoryGrowth?

    /// `reuse`: what would cost nothing, as it has been made before; `growth`: nil where nothing goes into a repository.
    package init(
        tasks: [PlanTask], brief: Brief, estimate: Estimate, reuse: ReuseForecast = .none,
        questions: [BriefQuestion] = [], growth: RepositoryGrowth? = nil
    ) {
        self.growth = growth
        self.tasks = tasks
        self.brief = brief
        self.estimate = estimate
        self.reuse = reuse
        self.questions = questions
    }

    /// What `bot plan` prints.
    package func tree(colours: Bool, width: Int) -> String {
        let style = TerminalStyle(isOn: colours)
        let width = max(40, width)
        let assets = brief.assets.count
        var lines = [
            style.strong("\(tasks.count) tasks for \(assets) asset\(assets == 1 ? "" : "s")")
                + ", up to \(brief.attempts) attempt\(brief.attempts == 1 ? "" : "s") each, threshold \(brief.threshold)"
        ]
        let rows = TaskTree(tasks).rows.map { row in
            let task = tasks[row.position]
            var notes: [String] = []
            if reuse.covers(task) { notes.append("reused, \(Figures.money(.zero))") }
            if !row.after.isEmpty { notes.append("after \(Self.names(row.after))") }
            if let condition = task.condition { notes.append("when \(condition.text)") }
            if task.retry.tries > 1 { notes.append("up to \(task.retry.tries) tries") }
            return [
                TextTable.Cell(task.id.text, branch: row.branch), .init(task.uses, .busy),
                .init(notes.joined(separator: "; "), .quiet),
            ]
        }
        lines += TextTable(rows, flexible: 2).lines(width: width, style: style)
        lines.append("Estimate: \(estimate.likely) USD likely, \(estimate.least) at least, \(estimate.most) at most")
        if let budget = brief.budget, budget < estimate.likely {
            lines.append("The budget of \(budget) USD is less than that: the run will stop there and ask")
        }
        if let growth { lines.append(growth.text(for: brief)) }
        if !questions.isEmpty { lines += ["", style.strong("Open questions")] }
        for question in questions {
            // Whole, as an answer needs all of it: the terminal breaks the line.
            lines.append("  \(question.field): \(PlainText.line(question.question, limit: 500))")
            lines.append("    assumed: \(PlainText.line(question.assumed))")
        }
        return lines.joined(separator: "\n") + "\n"
    }

    /// A flowchart that GitHub draws inside a fence of `mermaid`; names of nodes are our own, so that no label can end one.
    package var mermaid: String {
        var nodes: [TaskID: String] = [:]
        for (position, task) in tasks.enumerated() { nodes[task.id] = "t\(position + 1)" }
        var lines = ["flowchart TD"]
        for (position, task) in tasks.enumerated() {
            lines.append("    t\(position + 1)[\"\(Self.label(task.id.text))<br/>\(Self.label(task.uses))\"]")
        }
        for (position, task) in tasks.enumerated() {
            for need in task.needs {
                guard let from = nodes[need] else { continue }
                let arrow = task.condition.map { "-->|\"\(Self.label("when " + $0.text))\"|" } ?? "-->"
                lines.append("    \(from) \(arrow) t\(position + 1)")
            }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    package var json: JSONValue {
        Self.json(
            brief: brief, tasks: tasks, estimate: estimate, reuse: reuse, problems: [], questions: questions,
            growth: growth)
    }

    /// What `bot plan --json` prints for a brief that is not valid: no tasks, no estimate, and every problem.
    package static func json(problems: [BriefProblem]) -> JSONValue {
        json(brief: nil, tasks: [], estimate: nil, reuse: .none, problems: problems, questions: [])
    }

    private static func json(
        brief: Brief?, tasks: [PlanTask], estimate: Estimate?, reuse: ReuseForecast, problems: [BriefProblem],
        questions: [BriefQuestion], growth: RepositoryGrowth? = nil
    ) -> JSONValue {
        var figures = estimate.map(RunJSON.estimate)?.object
        if let growth {
            figures?["repositoryGrowthBytes"] = .integer(Int64(growth.bytes))
            figures?["largeFileBytes"] = .integer(Int64(growth.bytesElsewhere))
        }
        return [
            "brief": brief?.json ?? .null,
            "tasks": .array(
                tasks.map { task in
                    var members: [String: JSONValue] = [
                        "id": .string(task.id.text), "kind": .string(task.uses),
                        "needs": .array(task.needs.map { .string($0.text) }),
                    ]
                    if reuse.covers(task) { members["reused"] = true }
                    return .object(members)
                }),
            "estimate": figures.map(JSONValue.object) ?? .null,
            "problems": .array(problems.map { ["field": .string($0.field), "message": .string($0.message)] }),
            "questions": .array(questions.map(\.json)),
        ]
    }

    /// `draw/01, draw/02 and 98 more`.
    private static func names(_ ids: [TaskID]) -> String {
        guard ids.count > 3 else { return ids.map(\.text).joined(separator: ", ") }
        return "\(ids[0]), \(ids[1]) and \(ids.count - 2) more"
    }

    /// Letters, digits and a few signs as they are, all else as Mermaid's entity codes.
    private static func label(_ text: String) -> String {
        var label = ""
        for scalar in PlainText.clean(text, limit: 120).unicodeScalars {
            if scalar.properties.isAlphabetic || scalar.properties.numericType != nil
                || " /_-.,=".unicodeScalars.contains(scalar)
            {
                label.unicodeScalars.append(scalar)
            } else {
                label += "#\(scalar.value);"
            }
        }
        return label
    }
}
