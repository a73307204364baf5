import Foundation

/// The bot as it was built with these tests: it lies in the folder that their own program lies in, or one above.
///
/// `SHOWRUNNER_BOT` names another one, as `scripts/crash` does.
enum BotProgram {
    static let path: String = {
        if let path = ProcessInfo.processInfo.environment["SHOWRUNNER_BOT"], !path.isEmpty { return path }
        let tests = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
        var folder = tests.deletingLastPathComponent()
        while folder.path != "/" {
            let candidate = folder.appendingPathComponent("bot").path
            var isFolder: ObjCBool = false
            if unsafe FileManager.default.fileExists(atPath: candidate, isDirectory: &isFolder), !isFolder.boolValue {
                return candidate
            }
            folder.deleteLastPathComponent()
        }
        return "bot-is-not-beside-\(tests.lastPathComponent)"
    }()
}
