import Core

/// One JSON object, written member by member; members come in the order of their keys, as in `JSONValue.text`.
struct PayloadText {
    private var bytes: [UInt8] = []

    init() {
        bytes.reserveCapacity(192)
        bytes.append(UInt8(ascii: "{"))
    }

    mutating func add(_ key: String, _ text: String?) {
        guard let text else { return }
        begin(key)
        JSONValue.quote(text, to: &bytes)
    }

    mutating func add(_ key: String, _ number: Int) {
        begin(key)
        bytes += String(number).utf8
    }

    /// Nought is left out.
    mutating func add(_ key: String, _ amount: MicroDollars) {
        if amount != .zero { add(key, Int(amount.count)) }
    }

    /// What is `common` is left out.
    mutating func add(_ key: String, _ value: JSONValue, unless common: JSONValue) {
        guard value != common else { return }
        begin(key)
        value.write(to: &bytes)
    }

    /// None at all are left out.
    mutating func add(_ key: String, _ names: some Collection<String>) {
        guard !names.isEmpty else { return }
        begin(key)
        var mark = UInt8(ascii: "[")
        for name in names {
            bytes.append(mark)
            JSONValue.quote(name, to: &bytes)
            mark = UInt8(ascii: ",")
        }
        bytes.append(UInt8(ascii: "]"))
    }

    consuming func finished() -> String {
        bytes.append(UInt8(ascii: "}"))
        return String(decoding: bytes, as: UTF8.self)
    }

    private mutating func begin(_ key: String) {
        if bytes.count > 1 { bytes.append(UInt8(ascii: ",")) }
        JSONValue.quote(key, to: &bytes)
        bytes.append(UInt8(ascii: ":"))
    }
}
