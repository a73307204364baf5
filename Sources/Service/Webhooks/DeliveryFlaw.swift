/// What is wrong with a delivery that was signed as it should be.
package enum DeliveryFlaw: Error, Hashable, Sendable, CustomStringConvertible {
    /// No JSON, from this byte on.
    case malformed(at: Int)
    case tooDeep
    /// The text is not in UTF-8.
    case wronglyEncoded
    /// A field is not what its event documents.
    case unusable(field: String)

    package var description: String {
        switch self {
        case .malformed(let byte): "The body is no JSON from byte \(byte) on."
        case .tooDeep: "The body is nested deeper than \(DeliveryScanner.mostDepth) levels."
        case .wronglyEncoded: "The body is not in UTF-8."
        case .unusable(let field): "'\(field)' is missing, or is not what the event's documentation says."
        }
    }
}
