package import Core
package import Engine

/// A run as people and programs are shown it: the blackboard with the records of the rooms read.
package struct RunView: Sendable {
    package let board: Blackboard
    package let charter: RunCharter
    package let history: AssetHistory
    package let prompts: PromptHistory
    package let story: Story
    /// The assets of the brief in plan order, those of a story with the words of their scenes.
    package let items: [BatchItem]
    /// In plan order, the attempts of each asset in order.
    package let attempts: [AttemptView]
    package private(set) var delivery: DeliveryMade?
    /// Where people see what they are to decide about; nil where nothing waits, or its reader has the files.
    package private(set) var shown: ShownPictures?

    /// Nil before the run was created.
    package init?(_ board: Blackboard) {
        guard let charter = board.charter else { return nil }
        self.board = board
        self.charter = charter
        let history = AssetHistory(board.records)
        self.history = history
        prompts = PromptHistory(board.records)
        let story = Story(board.records)
        let items = story.items(of: charter.brief)
        self.story = story
        self.items = items
        let layout = DeliveryLayout(brief: charter.brief, title: charter.issueTitle)
        let delivery = board.records.reversed().lazy.compactMap(DeliveryMade.init).first
        self.delivery = delivery
        attempts = items.flatMap { item in
            let selected = history.selected(of: item.key)
            return (history.produced[item.key] ?? [:]).sorted { $0.key < $1.key }.map { _, asset in
                let isSelected = asset.attempt == selected?.attempt
                let judged = history.judgement(of: asset)
                return AttemptView(
                    asset: asset, judgement: judged?.judgement, hash: judged?.hash, isSelected: isSelected,
                    path: isSelected ? layout.path(of: asset) : nil,
                    address: isSelected ? delivery?.elsewhere[layout.path(of: asset)] : nil,
                    semantic: judged?.semantic,
                    assessed: history.assessed[asset.key]?[asset.attempt] ?? [])
            }
        }
    }

    package var selected: [AttemptView] { attempts.filter(\.isSelected) }

    /// With one thing more to say about the delivery, which the log does not hold.
    package func noting(_ note: String?) -> RunView {
        guard let note else { return self }
        var view = self
        view.delivery?.add(note: note)
        return view
    }

    /// With pictures of what is to be decided, which the log does not hold.
    package func showing(_ shown: ShownPictures?) -> RunView {
        var view = self
        view.shown = shown
        return view
    }

    /// How many tasks are final, of how many there are so far.
    package var progress: (done: Int, of: Int) { (board.tasks.count - board.openTasks, board.tasks.count) }
}
