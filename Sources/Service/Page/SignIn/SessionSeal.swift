import Core
import Crypto

/// Seals what browsers keep for us, so that nobody else can have made it.
struct SessionSeal: Sendable {
    private let key: [UInt8]

    init(key: [UInt8]) { self.key = key }

    /// `kind.login.nonce.end.seal`; a login of GitHub has no dot.
    func cookie(for session: PageSession) -> String {
        let text = Self.text(session)
        return "\(text).\(seal("session", text))"
    }

    /// Nil for what was not sealed here, or is over.
    func session(_ cookie: String, now: Timestamp) -> PageSession? {
        let words = cookie.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        guard words.count == 5, let end = Int64(words[3]),
            isRight(words[4], "session", words[..<4].joined(separator: "."))
        else { return nil }
        let person: PagePerson
        switch (words[0], words[1]) {
        case ("o", ""): person = .operator
        case ("g", let login) where !login.isEmpty: person = .member(login)
        default: return nil
        }
        let session = PageSession(person: person, nonce: words[2], ends: Timestamp(milliseconds: end))
        return session.ends > now ? session : nil
    }

    /// What the forms of a session bring back, which no other site can know.
    func formToken(of session: PageSession) -> String { seal("form", Self.text(session)) }

    func isFormToken(_ token: String, of session: PageSession) -> Bool { isRight(token, "form", Self.text(session)) }

    // MARK: On the way to GitHub

    /// `nonce.end.next.seal`, where `next` is the run whose page is gone on to, or empty.
    func state(nonce: String, ends: Timestamp, next: RunID?) -> String {
        let text = "\(nonce).\(ends.milliseconds).\(next?.text ?? "")"
        return "\(text).\(seal("state", text))"
    }

    /// Where somebody who comes back from GitHub goes on to.
    struct Return: Hashable, Sendable {
        /// Nil for the list of runs.
        let run: RunID?
    }

    /// Nil where the state that came back is not the one that the browser was sent with, or has been on its way too long.
    func next(after state: String, cookie: String, now: Timestamp) -> Return? {
        let words = state.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        guard state == cookie, words.count == 4, let end = Int64(words[1]), now.milliseconds < end,
            isRight(words[3], "state", words[..<3].joined(separator: "."))
        else { return nil }
        return Return(run: RunID(words[2]))
    }

    /// What only who has the state can show when the code is exchanged: 64 digits.
    func proof(of state: String) -> String { seal("proof", state) }

    // MARK: Sealing

    private static func text(_ session: PageSession) -> String {
        switch session.person {
        case .visitor, .operator: "o..\(session.nonce).\(session.ends.milliseconds)"
        case .member(let login): "g.\(login).\(session.nonce).\(session.ends.milliseconds)"
        }
    }

    private func seal(_ purpose: String, _ text: String) -> String {
        SHA256Digest(bytes: HMACSHA256.code(of: Array("\(purpose)\n\(text)".utf8), key: key)).hex
    }

    private func isRight(_ seal: String, _ purpose: String, _ text: String) -> Bool {
        guard let given = SHA256Digest(hex: seal), given.hex == seal else { return false }
        var code: [UInt8] = []
        var rest = seal[...]
        while let byte = UInt8(rest.prefix(2), radix: 16) {
            code.append(byte)
            rest = rest.dropFirst(2)
        }
        return HMACSHA256.isRight(code, for: Array("\(purpose)\n\(text)".utf8), key: key)
    }
}
