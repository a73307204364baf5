import Core

/// A whole number, as most services write it, or in quotation marks, as some relays do.
struct CountedNumber: Decodable {
    let value: Int

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let number = try? container.decode(Int.self) {
            value = number
            return
        }
        guard let number = Int(try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "it is no whole number")
        }
        value = number
    }
}

extension JSONValue {
    /// The same of a value that is read already.
    var count: Int? { integer ?? string.flatMap { Int($0) } }
}
