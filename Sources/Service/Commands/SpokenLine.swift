import Content
import Core

/// A line that begins with a command: its word, and what stands behind it.
struct SpokenLine {
    private let word: String
    private let rest: String
    private static let mostNotes = 4_000
    private static let longestAsset = 100
    private static let mostAssets = 200

    /// Nil for a line that is not meant for the bot: prose, a path, another bot's command.
    ///
    /// Before the slash a mention, a comma and a colon are forgiven, behind the word a comma, a colon, a full stop and an
    /// exclamation mark.
    init?(_ line: String) {
        guard Self.mayBeAddressed(line), let text = Self.addressed(line), text.first == "/" else { return nil }
        let word = text.dropFirst().prefix { $0.isASCII && ($0.isLetter || $0 == "-") }
        guard !word.isEmpty, word.count <= 30 else { return nil }
        var rest = text.dropFirst(1 + word.count)
        if let mark = rest.first, ",:.!".contains(mark) { rest = rest.dropFirst() }
        guard rest.first?.isWhitespace ?? true else { return nil }
        self.word = word.lowercased()
        self.rest = rest.trimmed
        guard name != nil || nearest != nil else { return nil }
    }

    private var name: CommentCommand.Name? { CommentCommand.Name(rawValue: word) }

    private var nearest: CommentCommand.Name? {
        Nearest.word(to: word, among: Self.names).flatMap(CommentCommand.Name.init(rawValue:))
    }

    private static let names = CommentCommand.Name.allCases.map(\.rawValue)

    /// Whether a slash or a mention stands behind blanks and marks: most lines are told by a byte or two.
    private static func mayBeAddressed(_ line: String) -> Bool {
        for byte in line.utf8 where !byte.isBlank && byte != UInt8(ascii: ",") && byte != UInt8(ascii: ":") {
            return byte == UInt8(ascii: "/") || byte == UInt8(ascii: "@") || byte >= 0x80
        }
        return false
    }

    /// What stands behind `@bot, `, where the line begins so.
    private static func addressed(_ line: String) -> Substring? {
        var text = line.drop(while: \.isWhitespace)
        if text.first == "@" {
            let name = text.dropFirst().prefix { $0.isASCII && ($0.isLetter || $0.isNumber || "-_[]/".contains($0)) }
            guard !name.isEmpty, name.count <= 80, !name.contains("/") else { return nil }
            text = text.dropFirst(1 + name.count)
            guard let next = text.first, next.isWhitespace || next == "," || next == ":" else { return nil }
        }
        var marks = 0
        while let next = text.first, next.isWhitespace || next == "," || next == ":" {
            if !next.isWhitespace { marks += 1 }
            guard marks <= 2 else { return nil }
            text = text.dropFirst()
        }
        return text
    }

    var item: CommentReading.Item {
        guard let name else {
            // The line would not be here without one.
            return .fault(.unknown(word: word, nearest: nearest ?? .help))
        }
        do throws(Wrong) {
            return .command(try command(name))
        } catch {
            return .fault(.wrong(name, reason: error.reason))
        }
    }

    /// A revision with the lines that stand below it.
    static func revision(_ first: String, _ below: [String]) -> CommentReading.Item {
        let text = ([first] + below).joined(separator: "\n").trimmed
        if text.isEmpty { return .fault(.wrong(.revise, reason: "it needs notes that say what to change")) }
        guard text.unicodeScalars.count <= mostNotes else {
            return .fault(.wrong(.revise, reason: "the notes have more than \(mostNotes) characters"))
        }
        return .command(.revise(text: text))
    }

    private struct Wrong: Error {
        let reason: String
    }

    private func command(_ name: CommentCommand.Name) throws(Wrong) -> CommentCommand {
        switch name {
        case .approve: return .approve(shown: try shown())
        case .accept: return .accept(shown: try shown())
        case .revise: return .revise(text: rest)
        case .reject:
            guard words().count <= Self.mostAssets else {
                throw Wrong(reason: "it takes at most \(Self.mostAssets) assets; without any, all that the gate shows")
            }
            return .reject(assets: try words().map(Self.asset))
        case .cancel: return .cancel(reason: rest.isEmpty ? nil : PlainText.line(rest, limit: 200))
        case .retry:
            guard words().count <= 1 else { throw Wrong(reason: "it takes one asset, or none for all that failed") }
            return .retry(try words().first.map(Self.asset))
        case .regenerate: return try regeneration()
        case .pick:
            var words = words()
            let reach = words.count == 3 && Self.isOnly(words[2]) ? DecisionReach.alone : .followers
            if reach == .alone { words.removeLast() }
            guard words.count == 2 else { throw Wrong(reason: "it takes an asset and the number of an attempt") }
            let number = words[1].hasPrefix("#") ? String(words[1].dropFirst()) : words[1]
            guard let attempt = Self.number(number), (1...1_000).contains(attempt) else {
                throw Wrong(reason: "'\(Self.shown(words[1]))' is no number of an attempt, which counts from 1")
            }
            return .pick(try Self.asset(words[0]), attempt: attempt, reach: reach)
        case .budget: return .budget(try amount())
        case .status, .plan, .help:
            guard rest.isEmpty else { throw Wrong(reason: "it takes nothing behind it") }
            return name == .status ? .status : name == .plan ? .plan : .help
        }
    }

    private func words() -> [String] { rest.split(whereSeparator: \.isWhitespace).map { Self.bare($0) } }

    /// A word without the code marks and commas around it.
    private static func bare(_ word: Substring) -> String {
        word.trimming(where: { $0 == "`" || $0 == "," })
    }

    private static func asset(_ word: String) throws(Wrong) -> AssetKey {
        guard !word.isEmpty, word.count <= longestAsset else {
            throw Wrong(reason: "'\(shown(word))' is no asset's name")
        }
        return AssetKey(word)
    }

    private static func isOnly(_ word: some StringProtocol) -> Bool { word.lowercased() == DecisionReach.word }

    private static func shown(_ text: String) -> String { PlainText.line(text, limit: 40) }

    private static func number(_ text: String) -> Int? {
        guard !text.isEmpty, text.count <= 12, text.allSatisfy({ $0.isASCII && $0.isNumber }) else { return nil }
        return Int(text)
    }

    /// A decision that is followed by prose might be meant otherwise: 'not yet' for one.
    private func shown() throws(Wrong) -> String? {
        guard !rest.isEmpty else { return nil }
        let words = words()
        guard words.count == 1, let hash = words.first?.lowercased(), (6...64).contains(hash.count),
            hash.allSatisfy({ $0.isHexDigit && $0.isASCII })
        else {
            throw Wrong(
                reason: "behind it only the hash of what is shown may stand, not '\(Self.shown(rest))'; "
                    + "put other words on a line of their own")
        }
        return hash
    }

    private func amount() throws(Wrong) -> MicroDollars {
        var text = rest
        for unit in ["usd", "$"] where text.lowercased().hasSuffix(unit) {
            text = text.dropLast(unit.count).trimmed
        }
        if text.hasPrefix("$") { text = text.dropFirst().trimmed }
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        let isPlain = parts.count <= 2 && parts.allSatisfy { Self.number(String($0)) != nil }
        guard isPlain, parts.count == 1 || parts[1].count <= 6, let dollars = Double(text), dollars <= 1_000_000,
            let amount = MicroDollars(dollars: dollars)
        else {
            throw Wrong(
                reason: "an amount is a number of US dollars, as 12.50"
                    + (rest.isEmpty ? "" : ", not '\(Self.shown(rest))'"))
        }
        return amount
    }

    /// `ASSET [only] [seed=N] [prompt=…]`; a prompt without quotation marks goes to the end of the line.
    private func regeneration() throws(Wrong) -> CommentCommand {
        let head = rest.prefix { !$0.isWhitespace }
        guard !head.isEmpty, !head.contains("=") else {
            throw Wrong(reason: "it needs the asset that is to be made again")
        }
        let asset = try Self.asset(Self.bare(head))
        var seed: Seed?
        var prompt: String?
        var text = rest.dropFirst(head.count).trimmed[...]
        let second = text.prefix { !$0.isWhitespace }
        let reach = Self.isOnly(second) ? DecisionReach.alone : .followers
        if reach == .alone { text = text.dropFirst(second.count).drop(while: \.isWhitespace) }
        while !text.isEmpty {
            let key = text.prefix { !$0.isWhitespace && $0 != "=" }.lowercased()
            guard text.dropFirst(key.count).first == "=" else {
                throw Wrong(reason: "'\(Self.shown(String(text)))' is neither seed=N nor prompt=…")
            }
            let value = text.dropFirst(key.count + 1)
            switch key {
            case "seed":
                let word = value.prefix { !$0.isWhitespace }
                guard let number = Self.number(Self.bare(word)), let chosen = Seed(number) else {
                    throw Wrong(reason: "a seed is a number from 0 to 2147483647, not '\(Self.shown(String(word)))'")
                }
                seed = chosen
                text = value.dropFirst(word.count)
            case "prompt": (prompt, text) = try Self.prompt(in: value)
            default:
                let near = Nearest.word(to: key, among: ["seed", "prompt"]).map { "; did you mean '\($0)='?" } ?? ""
                throw Wrong(reason: "'\(Self.shown(key))=' is not known here, only seed= and prompt= are\(near)")
            }
            text = text.drop(while: \.isWhitespace)
        }
        return .regenerate(asset, seed: seed, prompt: prompt, reach: reach)
    }

    private static func prompt(in value: Substring) throws(Wrong) -> (String, Substring) {
        let closing: [Character: Character] = ["\"": "\"", "“": "”", "'": "'"]
        var prompt = value.trimmed
        var rest = Substring()
        if let mark = value.first.flatMap({ closing[$0] }), let end = value.dropFirst().firstIndex(of: mark) {
            prompt = value[value.index(after: value.startIndex)..<end].trimmed
            rest = value[value.index(after: end)...]
        }
        guard !prompt.isEmpty else { throw Wrong(reason: "the prompt is empty") }
        guard prompt.unicodeScalars.count <= mostNotes else {
            throw Wrong(reason: "the prompt has more than \(mostNotes) characters")
        }
        return (prompt, rest)
    }
}

extension StringProtocol {
    fileprivate func trimming(where isSpare: (Character) -> Bool) -> String {
        var text = drop(while: isSpare)
        while let last = text.last, isSpare(last) { text.removeLast() }
        return String(text)
    }
}
