import Crypto

/// The kinds of object that a delivery makes, with the numbers that packs give them.
enum ObjectKind: UInt8, Sendable {
    case commit = 1
    case tree = 2
    case blob = 3

    var name: String {
        switch self {
        case .commit: "commit"
        case .tree: "tree"
        case .blob: "blob"
        }
    }

    /// A hash that has taken in what stands before the content of an object of `size` bytes.
    func hash(ofSize size: Int) -> SHA1 {
        var hash = SHA1()
        hash.update(Array("\(name) \(size)\0".utf8))
        return hash
    }

    func id(of content: [UInt8]) -> ObjectID {
        var hash = hash(ofSize: content.count)
        hash.update(content)
        return ObjectID(bytes: hash.finish()) ?? .zero
    }
}
