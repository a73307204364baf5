/// A bar of blocks for where there are only characters.
package enum ProgressText {
    package static func bar(_ done: Int, of all: Int, width: Int) -> String {
        let share = all > 0 ? Double(min(max(done, 0), all)) / Double(all) : 0
        let full = Int((share * Double(width)).rounded(.down))
        return String(repeating: "█", count: full) + String(repeating: "░", count: max(0, width - full))
    }
}
