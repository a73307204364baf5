import FoundationEssentials

/// Small files beside the videos.
enum MediaFile {
    static func write(_ text: String, to path: String) throws(MediaError) {
        do {
            try text.write(toFile: path, atomically: false, encoding: .utf8)
        } catch {
            throw .storage("\(path): \(error)")
        }
    }

    static func remove(_ path: String) {
        try? FileManager.default.removeItem(atPath: path)  // It may never have come to be.
    }
}
