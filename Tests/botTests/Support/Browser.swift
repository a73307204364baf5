import Core
import Foundation
import Glibc
import Synchronization
import TestSupport

/// A Chromium without a window, driven over a pair of pipes (its DevTools protocol), with one page open.
final class Browser: Sendable {
    enum Failure: Error {
        case gone(String)
        case refused(String)
    }

    /// The first that is installed; nil where none is.
    static let program: String? = ["chromium", "chromium-browser", "google-chrome"].lazy.compactMap { name in
        (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").map { "\($0)/\(name)" }
            .first { FileManager.default.isExecutableFile(atPath: $0) }
    }.first

    private struct State {
        var next = 0
        var received: [UInt8] = []
        var events: [JSONValue] = []
        var session: String?
    }

    private let folder: TemporaryFolder
    private let running: RunningCommand
    private let toBrowser: Int32
    private let fromBrowser: Int32
    private let state = Mutex(State())
    /// Blocking reads are made here, not on a thread that tests share.
    private let queue = DispatchQueue(label: "browser")

    init() async throws {
        folder = try TemporaryFolder()
        let (input, output) = (folder.path("in"), folder.path("out"))
        guard let program = Self.program, unsafe mkfifo(input, 0o600) == 0, unsafe mkfifo(output, 0o600) == 0 else {
            throw Failure.gone("there is none")
        }
        // Opened both ways, so that neither end waits for the other.
        toBrowser = unsafe Glibc.open(input, O_RDWR | O_CLOEXEC)
        fromBrowser = unsafe Glibc.open(output, O_RDWR | O_CLOEXEC)
        let flags = [
            "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run",
            "--remote-debugging-pipe", "--user-data-dir=\(folder.path("profile"))", "about:blank",
        ]
        running = try Command(
            "bash", ["-c", "exec \"$0\" \"$@\" 3<'\(input)' 4>'\(output)'", program] + flags
        ).start()
        let targets = try await call("Target.getTargets")["targetInfos"]?.array ?? []
        let page = targets.first { $0["type"]?.string == "page" }?["targetId"]?.string ?? ""
        let session = try await call("Target.attachToTarget", ["targetId": .string(page), "flatten": true])
        state.withLock { $0.session = session["sessionId"]?.string }
        for domain in ["Page", "Runtime", "Log", "Accessibility"] { try await call("\(domain).enable") }
    }

    deinit {
        running.send(signal: SIGKILL)
        close(toBrowser)
        close(fromBrowser)
    }

    // MARK: What a person does and sees

    /// Opens an address, and returns when it has loaded.
    func open(_ address: String) async throws {
        try await loading { try await call("Page.navigate", ["url": .string(address)]) }
    }

    /// Does something that leads to another page, and returns when that has loaded.
    func loading(_ work: () async throws -> Void) async throws {
        state.withLock { $0.events.removeAll { $0["method"]?.string == "Page.loadEventFired" } }
        try await work()
        while !state.withLock({ $0.events.contains { $0["method"]?.string == "Page.loadEventFired" } }) {
            _ = try await message()
        }
    }

    /// The value of an expression, waited for where it is a promise.
    @discardableResult func value(_ expression: String) async throws -> JSONValue {
        let answer = try await call(
            "Runtime.evaluate",
            ["expression": .string(expression), "awaitPromise": true, "returnByValue": true])
        if let problem = answer["exceptionDetails"] { throw Failure.refused(problem.text) }
        return answer["result"]?["value"] ?? .null
    }

    /// Waits until an expression is true on the page, without its being loaded again.
    func until(_ expression: String) async throws {
        try await value(
            "new Promise(done => { const look = () => (\(expression)) ? done(true) : setTimeout(look, 20); look(); })")
    }

    /// Presses and releases a key by the name of the DOM.
    func press(_ key: String, text: String = "", code: Int) async throws {
        let event: [String: JSONValue] = [
            "key": .string(key), "code": .string(key), "windowsVirtualKeyCode": .integer(Int64(code)),
        ]
        let down = event.merging(["type": text.isEmpty ? "rawKeyDown" : "keyDown", "text": .string(text)]) { $1 }
        try await call("Input.dispatchKeyEvent", .object(down))
        try await call("Input.dispatchKeyEvent", .object(event.merging(["type": "keyUp"]) { $1 }))
    }

    /// Chooses a file in a field, as a person would in the window that it opens.
    func choose(_ path: String, in selector: String) async throws {
        let root = try await call("DOM.getDocument")["root"]?["nodeId"] ?? .null
        let node =
            try await call("DOM.querySelector", ["nodeId": root, "selector": .string(selector)])["nodeId"] ?? .null
        try await call("DOM.setFileInputFiles", ["files": [.string(path)], "nodeId": node])
    }

    func prefer(dark: Bool) async throws {
        try await call(
            "Emulation.setEmulatedMedia",
            ["features": [["name": "prefers-color-scheme", "value": .string(dark ? "dark" : "light")]]])
    }

    func resize(width: Int, height: Int) async throws {
        try await call(
            "Emulation.setDeviceMetricsOverride",
            [
                "width": .integer(Int64(width)), "height": .integer(Int64(height)), "deviceScaleFactor": 1,
                "mobile": .bool(width < 600),
            ])
    }

    /// The page as PNG; kept under its name where `SHOWRUNNER_SCREENSHOTS` names a folder.
    func screenshot(_ name: String) async throws -> [UInt8] {
        let answer = try await call("Page.captureScreenshot", ["format": "png"])
        let data = Data(base64Encoded: answer["data"]?.string ?? "") ?? Data()
        if let folder = ProcessInfo.processInfo.environment["SHOWRUNNER_SCREENSHOTS"] {
            try data.write(to: URL(filePath: "\(folder)/\(name).png"))
        }
        return [UInt8](data)
    }

    /// What assistive technology is told: a role and a name each.
    func accessibleNodes() async throws -> [(role: String, name: String)] {
        let nodes = try await call("Accessibility.getFullAXTree")["nodes"]?.array ?? []
        return nodes.filter { $0["ignored"]?.bool != true }.map { node in
            (node["role"]?["value"]?.string ?? "", node["name"]?["value"]?.string ?? "")
        }
    }

    /// What the browser complained of: errors of scripts, and everything that the policy forbade.
    var complaints: [String] {
        state.withLock { state in
            state.events.compactMap { event in
                let entry = event["params"]?["entry"]
                switch event["method"]?.string {
                case "Runtime.exceptionThrown": return event["params"]?["exceptionDetails"]?.text
                case "Log.entryAdded" where entry?["source"]?.string == "security": return entry?["text"]?.string
                case "Log.entryAdded" where entry?["text"]?.string?.contains("Content Security Policy") ?? false:
                    return entry?["text"]?.string
                default: return nil
                }
            }
        }
    }

    // MARK: The protocol

    @discardableResult private func call(_ method: String, _ parameters: JSONValue = .object([:])) async throws
        -> JSONValue
    {
        let (number, session) = state.withLock { state in
            state.next += 1
            return (state.next, state.session)
        }
        var fields: [String: JSONValue] = [
            "id": .integer(Int64(number)), "method": .string(method), "params": parameters,
        ]
        if let session { fields["sessionId"] = .string(session) }
        let bytes = Array(JSONValue.object(fields).text.utf8) + [0]
        guard unsafe write(toBrowser, bytes, bytes.count) == bytes.count else { throw Failure.gone(method) }
        while true {
            let answer = try await message()
            guard answer["id"]?.integer == number else { continue }
            if let error = answer["error"] { throw Failure.refused("\(method): \(error.text)") }
            return answer["result"] ?? .null
        }
    }

    /// The next message; an event is kept beside.
    private func message() async throws -> JSONValue {
        let bytes: [UInt8]? = await withCheckedContinuation { continuation in
            queue.async { continuation.resume(returning: self.readMessage()) }
        }
        guard let bytes else { throw Failure.gone("the browser has ended: \(running.errorsSoFar.suffix(400))") }
        let message = try JSONValue(parsing: String(decoding: bytes, as: UTF8.self))
        if message["method"] != nil { state.withLock { $0.events.append(message) } }
        return message
    }

    private func readMessage() -> [UInt8]? {
        while true {
            let whole = state.withLock { state -> [UInt8]? in
                guard let end = state.received.firstIndex(of: 0) else { return nil }
                defer { state.received.removeFirst(end + 1) }
                return Array(state.received[..<end])
            }
            if let whole { return whole }
            var watched = [pollfd(fd: fromBrowser, events: Int16(POLLIN), revents: 0)]
            if unsafe poll(&watched, 1, 200) <= 0 {
                guard running.isRunning else { return nil }
                continue
            }
            var piece = [UInt8](repeating: 0, count: 64 << 10)
            let count = unsafe piece.withUnsafeMutableBytes { unsafe read(fromBrowser, $0.baseAddress, $0.count) }
            guard count > 0 else { return nil }
            state.withLock { $0.received += piece[..<count] }
        }
    }
}
