/// What a program left when it ended.
package struct CommandResult: Sendable {
    /// Its exit status; 128 and the signal's number where a signal ended it, as a shell says.
    package let status: Int32
    package let output: [UInt8]
    package let errors: [UInt8]

    package var text: String { String(decoding: output, as: UTF8.self) }
    package var errorText: String { String(decoding: errors, as: UTF8.self) }
    package var lines: [String] { text.split(separator: "\n").map(String.init) }
}
