import Core

extension JSONValue {
    /// An answer's body; nil where it is no JSON, which says no more than that.
    init?(answer body: [UInt8]) {
        guard let value = try? JSONValue(parsing: String(decoding: body, as: UTF8.self)) else { return nil }
        self = value
    }
}
