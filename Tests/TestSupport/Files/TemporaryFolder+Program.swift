import Foundation

extension TemporaryFolder {
    /// Writes a program that can be run at once, and gives its path.
    ///
    /// Another process writes it: what this one has open for writing the children of other tests may have open too for a moment, and
    /// the system runs no file that is ('text file busy').
    @discardableResult package func write(program text: String, to name: String) async throws -> String {
        let path = path(name)
        let script = "mkdir -p \"$(dirname \"$1\")\" && cat > \"$1\" && chmod +x \"$1\""
        let result = try await Command("sh", ["-c", script, "sh", path], input: .bytes(Array(text.utf8))).run()
        guard result.status == 0 else { throw CocoaError(.fileWriteUnknown) }
        return path
    }
}
