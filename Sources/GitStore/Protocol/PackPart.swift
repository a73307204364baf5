/// A piece of what is sent to a server.
enum PackPart: Sendable {
    case bytes([UInt8])
    case file(path: String)
}
