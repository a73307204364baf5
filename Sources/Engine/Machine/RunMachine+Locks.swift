import Core

/// Named locks: of the tasks that name one, only one is at work at a time, suspended tries included.
extension RunMachine {
    /// Whether a task may start as far as its locks go; it waits for the first that it lacks.
    mutating func holdsUpForLock(_ position: Int) -> Bool {
        let names = board.tasks[position].task.locks
        guard !names.isEmpty, let name = locks.obstacle(for: position, among: names) else { return false }
        locks.wait(position, for: name)
        return true
    }

    /// Gives the locks of a task back once it is no longer at work, and lets those look again that waited for them.
    mutating func lookAfterLocks(of position: Int) {
        let names = board.tasks[position].task.locks
        guard !names.isEmpty, !isAtWork(position) else { return }
        for waiter in locks.release(names, of: position) {
            ready.push(waiter, priority: board.tasks[waiter].task.priority)
        }
    }

    /// Takes the locks of the suspended tries of a run that is taken up.
    mutating func restoreLocks() {
        for position in board.tasks.indices where !board.tasks[position].task.locks.isEmpty && isAtWork(position) {
            locks.take(board.tasks[position].task.locks, for: position)
        }
    }

    private func isAtWork(_ position: Int) -> Bool {
        let state = board.tasks[position]
        return state.status == .running || state.status == .waiting && state.token != nil
    }
}
