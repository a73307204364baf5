import Content
import Core
import Engine
import FoundationEssentials

/// A folder that is given what each task of a run did, one JSON file a task.
struct TaskRecordFolder: Sendable {
    let path: String

    func write(_ view: RunView) throws {
        let folder = URL(filePath: path)
        do {
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            for record in TaskRecord.records(of: view) {
                try Data((record.json.text + "\n").utf8).write(
                    to: folder.appending(path: record.fileName), options: .atomic)
            }
        } catch {
            throw CommandFailure(
                "The task records could not be written to \(path); the run itself is as it was told. "
                    + "Make the folder writable, then 'bot show \(view.board.run) --records \(path)'.")
        }
    }
}
