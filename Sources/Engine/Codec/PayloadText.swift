import Core

/// One JSON object, written member by member; members come in the order of their keys, as in `JSONValue.text`.
struct PayloadText {
    private var text = "{"

    init() { text.reserveCapacity(96) }

    mutating func add(_ key: String, _ value: String?) {
        guard let value else { return }
        begin(key)
        JSONValue.quote(value, to: &text)
    }

    mutating func add(_ key: String, _ number: Int) {
        begin(key)
        text += String(number)
    }

    /// Nought is left out.
    mutating func add(_ key: String, _ amount: MicroDollars) {
        if amount != .zero { add(key, Int(amount.count)) }
    }

    /// What is `common` is left out.
    mutating func add(_ key: String, _ value: JSONValue, unless common: JSONValue) {
        guard value != common else { return }
        begin(key)
        text += value.text
    }

    /// None at all are left out.
    mutating func add(_ key: String, _ names: some Collection<String>) {
        guard !names.isEmpty else { return }
        begin(key)
        var mark = "["
        for name in names {
            text += mark
            JSONValue.quote(name, to: &text)
            mark = ","
        }
        text += "]"
    }

    consuming func finished() -> String {
        text += "}"
        return text
    }

    /// Keys are plain words.
    private mutating func begin(_ key: String) {
        text += text.utf8.count > 1 ? ",\"" : "\""
        text += key
        text += "\":"
    }
}
