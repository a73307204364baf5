package import Core

/// One run of the list.
package struct RunLine: Hashable, Sendable {
    let run: RunSummary
    let done: Int
    let all: Int

    package init(_ run: RunSummary, done: Int, of all: Int) {
        self.run = run
        self.done = done
        self.all = all
    }
}
