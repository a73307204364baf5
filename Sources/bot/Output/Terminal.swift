import Glibc

/// Where the bot writes: answers to standard output, everything else to standard error.
struct Terminal: Sendable {
    /// Whether standard error is a terminal that may be redrawn.
    let isInteractive: Bool
    /// Whether standard output may carry colours.
    let hasColours: Bool
    let columns: Int

    /// `environment` decides about colours: `NO_COLOR` and `TERM=dumb` turn them off.
    init(environment: [String: String]) {
        let plain = !(environment["NO_COLOR"] ?? "").isEmpty || environment["TERM"] == "dumb"
        isInteractive = isatty(STDERR_FILENO) == 1 && environment["TERM"] != "dumb"
        hasColours = isatty(STDOUT_FILENO) == 1 && !plain
        var size = winsize()
        let known = unsafe ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0
        columns = known ? Int(size.ws_col) : environment["COLUMNS"].flatMap(Int.init) ?? 120
    }

    func out(_ text: String, newline: Bool = true) { Self.write(newline ? text + "\n" : text, to: STDOUT_FILENO) }
    func err(_ text: String, newline: Bool = true) { Self.write(newline ? text + "\n" : text, to: STDERR_FILENO) }

    /// Whether there is a person who can be asked.
    var mayAsk: Bool { isInteractive && isatty(STDIN_FILENO) == 1 }

    /// Asks a question that is answered with yes or no; anything else, and the end of the input, is no.
    func confirms(_ question: String) -> Bool {
        err("\(question) [y/N] ", newline: false)
        let answer = readLine(strippingNewline: true)?.lowercased() ?? ""
        return answer == "y" || answer == "yes"
    }

    /// A reader that has gone away is no error of ours: the rest is dropped.
    private static func write(_ text: String, to descriptor: Int32) {
        let bytes = Array(text.utf8)
        var start = 0
        while start < bytes.count {
            let count = unsafe bytes[start...].withUnsafeBytes {
                unsafe Glibc.write(descriptor, $0.baseAddress, $0.count)
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return }
            start += count
        }
    }
}
