import Core

/// Checks how a workflow's tasks hang together.
///
/// A task is unreachable, and refused, when it stands in a cycle of needs or behind one, or when its condition is
/// false for every brief. A task that nothing needs is an ending, and one that needs nothing a beginning: both are fine.
struct WorkflowGraph {
    private let tasks: [PlacedTask]
    private let places: [String: Int]

    init(_ tasks: [PlacedTask]) {
        self.tasks = tasks
        places = Dictionary(tasks.enumerated().map { ($1.task.id, $0) }, uniquingKeysWith: { first, _ in first })
    }

    func check(problems: inout ResourceProblems) {
        checkNames(problems: &problems)
        let stuck = checkCycles(problems: &problems)
        for (place, placed) in tasks.enumerated() where !stuck.contains(place) {
            checkCondition(of: placed, behind: ancestors(of: place), problems: &problems)
            checkReview(of: placed, behind: ancestors(of: place), problems: &problems)
            checkFollows(of: placed, problems: &problems)
            checkRevises(of: placed, behind: ancestors(of: place), problems: &problems)
        }
    }

    private func checkNames(problems: inout ResourceProblems) {
        for (place, placed) in tasks.enumerated() {
            if let first = places[placed.task.id], first != place {
                problems.add(
                    placed.mark,
                    "Two tasks have the id '\(placed.task.id)', the first in line \(tasks[first].mark.line).",
                    hint: "Rename one of them.")
            }
            var seen: Set<String> = []
            for need in placed.needs {
                if places[need.text] == nil {
                    problems.addUnknown("task in 'needs':", need.text, at: need.mark, known: Array(places.keys))
                } else if !seen.insert(need.text).inserted {
                    problems.add(need.mark, "'\(need.text)' stands twice in the 'needs' of '\(placed.task.id)'.")
                }
            }
        }
    }

    /// What an asset waits for of the one before must be made for the same assets.
    private func checkFollows(of placed: PlacedTask, problems: inout ResourceProblems) {
        for follow in placed.follows {
            guard let place = places[follow.text] else {
                problems.addUnknown("task in 'follows':", follow.text, at: follow.mark, known: Array(places.keys))
                continue
            }
            if placed.task.forEach == nil || tasks[place].task.forEach != placed.task.forEach {
                problems.add(
                    follow.mark,
                    "'\(placed.task.id)' can't follow '\(follow.text)': they are not made for the same assets.",
                    hint: "Give both the same 'foreach'.")
            }
        }
    }

    /// Tells each cycle once, with its path, and what waits behind one; returns all of those tasks.
    private func checkCycles(problems: inout ResourceProblems) -> Set<Int> {
        var settled: Set<Int> = []
        var changed = true
        while changed {
            changed = false
            for place in tasks.indices where !settled.contains(place) && needs(of: place).allSatisfy(settled.contains) {
                settled.insert(place)
                changed = true
            }
        }
        let stuck = Set(tasks.indices).subtracting(settled)
        var inCycles: Set<Int> = []
        for place in stuck.sorted() where !inCycles.contains(place) {
            guard let cycle = cycle(through: place, within: stuck) else { continue }
            inCycles.formUnion(cycle)
            let path = (cycle + [place]).map { tasks[$0].task.id }.joined(separator: " → ")
            problems.add(
                tasks[place].mark, "These tasks need each other, so none can start: \(path).",
                hint: "Take one of the needs out.")
        }
        for place in stuck.subtracting(inCycles).sorted() {
            let blocked = needs(of: place).filter(stuck.contains).map { "'\(tasks[$0].task.id)'" }
            problems.add(
                tasks[place].mark,
                "The task '\(tasks[place].task.id)' can never start: it waits for \(blocked.joined(separator: ", ")), "
                    + "which a cycle holds up.")
        }
        return stuck
    }

    /// A shortest way from a task along its needs back to itself, without the return; nil where there is none.
    private func cycle(through start: Int, within places: Set<Int>) -> [Int]? {
        var from: [Int: Int] = [:]
        var queue = [start]
        var next = 0
        while next < queue.count {
            let place = queue[next]
            next += 1
            for need in needs(of: place) where places.contains(need) {
                if need == start {
                    var path = [place]
                    while let last = path.last, last != start, let previous = from[last] { path.append(previous) }
                    return path.reversed()
                }
                if from[need] == nil {
                    from[need] = place
                    queue.append(need)
                }
            }
        }
        return nil
    }

    private func checkCondition(of placed: PlacedTask, behind ancestors: Set<Int>, problems: inout ResourceProblems) {
        guard let condition = placed.task.condition, let mark = placed.conditionMark else { return }
        for path in condition.paths where path.members[0] == "outputs" {
            let name = path.members[1]
            if let place = places[name] {
                if !ancestors.contains(place) {
                    problems.add(
                        mark, "The condition of '\(placed.task.id)' looks at '\(path)', but '\(name)' may not be done.",
                        hint: "Add '\(name)' to its 'needs'.")
                }
            } else {
                problems.addUnknown("task in a condition:", name, at: mark, known: Array(places.keys))
            }
        }
        guard condition.isConstant else { return }
        do {
            if try !condition.holds(in: .object([:])) {
                problems.add(
                    mark, "The task '\(placed.task.id)' can never be reached: '\(condition.text)' is always false.",
                    hint: "Take the task out, or let the condition look at the brief.")
            }
        } catch {
            problems.add(mark, error.message)
        }
    }

    private func checkReview(of placed: PlacedTask, behind ancestors: Set<Int>, problems: inout ResourceProblems) {
        guard let review = placed.task.review, let mark = placed.regeneratesMark else { return }
        guard let place = places[review.regenerates] else {
            problems.addUnknown("task in 'regenerates':", review.regenerates, at: mark, known: Array(places.keys))
            return
        }
        if !ancestors.contains(place) {
            problems.add(
                mark, "'\(placed.task.id)' can't regenerate '\(review.regenerates)', which it does not wait for.",
                hint: "Add '\(review.regenerates)' to its 'needs'.")
        } else if !tasks[place].task.forEachAsset {
            problems.add(
                mark, "'\(review.regenerates)' makes no assets: it has no 'foreach'.")
        }
    }

    /// What a gate sends back is done before it.
    private func checkRevises(of placed: PlacedTask, behind ancestors: Set<Int>, problems: inout ResourceProblems) {
        guard let name = placed.task.revises, let mark = placed.revisesMark else { return }
        guard let place = places[name] else {
            problems.addUnknown("task in 'revises':", name, at: mark, known: Array(places.keys))
            return
        }
        if !ancestors.contains(place) {
            problems.add(
                mark, "'\(placed.task.id)' can't have '\(name)' revised, which it does not wait for.",
                hint: "Add '\(name)' to its 'needs'.")
        } else if tasks[place].task.forEachAsset {
            problems.add(
                mark, "'\(name)' makes assets: those are sent back by themselves.", hint: "Take 'revises' out.")
        } else if placed.task.checkpoint == nil {
            problems.add(
                mark, "'\(placed.task.id)' has no 'checkpoint', so nobody can have '\(name)' revised there.",
                hint: "Give it one.")
        }
    }

    private func needs(of place: Int) -> [Int] { tasks[place].task.needs.compactMap { places[$0] } }

    /// Everything that is done before a task starts.
    private func ancestors(of place: Int) -> Set<Int> {
        var found: Set<Int> = []
        var queue = needs(of: place)
        while let next = queue.popLast() {
            if found.insert(next).inserted { queue += needs(of: next) }
        }
        return found
    }
}
