import Content
import Core
import Engine
import Resources
import Store

extension RunFacts {
    /// A run as the history has it now, under the settings that it began with.
    init(_ summary: RunSummary, in store: SQLiteStore) async throws {
        guard summary.prunedAt == nil else {
            self.init(summary, view: nil, mayApproveOwn: false)
            return
        }
        let view = RunView(try await store.board(of: summary.id))
        let text = view?.charter.settings ?? ""
        // Settings that can't be read any more allow the least.
        let settings = text.isEmpty ? Settings() : try? SettingsReader.read(text, file: "the run's settings")
        self.init(summary, view: view, mayApproveOwn: settings?.gates.ownApproval ?? false)
    }
}
