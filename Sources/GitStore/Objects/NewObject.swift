/// An object that a delivery needs, with where its content comes from.
struct NewObject: Sendable {
    let id: ObjectID
    let kind: ObjectKind
    let size: Int
    let source: Source

    enum Source: Sendable {
        case bytes([UInt8])
        /// Hashed before, and hashed again while it is written: a file that changed in between is not taken.
        case file(path: String)
    }

    init(_ kind: ObjectKind, _ content: [UInt8]) {
        id = kind.id(of: content)
        self.kind = kind
        size = content.count
        source = .bytes(content)
    }

    init(fileAt path: String, id: ObjectID, size: Int) {
        self.id = id
        kind = .blob
        self.size = size
        source = .file(path: path)
    }
}
