import Core
package import Engine

/// What was done otherwise than planned, said aloud: cheaper models, other models, parts that were left out.
package enum RunDetours {
    /// A sentence each, in the order of the plan; the words of services and models may be among them.
    package static func lines(of board: Blackboard) -> [String] {
        var lines: [String] = []
        if let tier = board.loweredTier {
            lines.append(
                "Most of the budget was spent, so models of the \(tier.rawValue) tier were allowed for the rest.")
        }
        for position in board.courses.keys.sorted() {
            for step in board.courses[position]?.detours ?? [] {
                let name = board.tasks[position].task.id
                let loss = step.loss.map { ": \($0)" } ?? ""
                switch step.strategy {
                case .modelSwap:
                    lines.append("\(name): \(step.to ?? "") was called in place of \(step.from ?? "")\(loss).")
                case .lowerQuality:
                    lines.append(
                        "\(name): \(step.to ?? "") of a lower tier was called in place of \(step.from ?? "")\(loss)."
                    )
                case .skip: lines.append("\(name): left out, as it was optional and failed.")
                case .retry, .adjustPrompt, .askPerson: break
                }
            }
        }
        lines += standIns(of: board)
        for (task, late) in board.setAside {
            lines.append("\(task): what try \(late.tryNumber) made came late; it was paid for, and is set aside.")
        }
        for kept in board.records.compactMap(PromptKept.init) {
            lines.append("\(kept.key): its prompt was used as it is, not rewritten: \(kept.reason).")
        }
        return lines
    }

    /// One sentence for each pair of models: a service that is down makes all tasks of a run go elsewhere.
    private static func standIns(of board: Blackboard) -> [String] {
        var tasks: [[String]: [String]] = [:]
        for position in board.courses.keys.sorted() {
            guard let course = board.courses[position], let model = course.model, let rested = course.standsInFor,
                // A detour that ended in this model has said so.
                course.detours.last?.to != model
            else { continue }
            tasks[[model, rested], default: []].append(board.tasks[position].task.id.text)
        }
        return tasks.sorted { $0.value[0] < $1.value[0] }.map { models, names in
            let more = names.count > 5 ? " and \(names.count - 5) more" : ""
            return "\(names.prefix(5).joined(separator: ", "))\(more): \(models[0]) was called in place of "
                + "\(models[1]), which was left alone after failing too often."
        }
    }
}
