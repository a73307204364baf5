import Core
import Crypto

/// The pictures of a request, by the placeholders of a graph that they stand for.
struct ComfyPictures {
    /// In the order in which they are put on the server; `name` is what the file is to be called there.
    ///
    /// The content decides the name, so that putting a picture there twice leaves one file.
    let all: [(place: String, picture: SourcePicture, name: String)]

    init(_ request: ImageRequest) {
        self.init(request.references, [("mask", request.mask)])
    }

    init(_ request: VideoRequest) {
        self.init(request.references, [("firstFrame", request.firstFrame), ("lastFrame", request.lastFrame)])
    }

    private init(_ references: [SourcePicture], _ others: [(String, SourcePicture?)]) {
        let numbered = references.enumerated().map { (Self.place($0.offset + 1), $0.element) }
        all = (numbered + others.compactMap { place, picture in picture.map { (place, $0) } }).map { place, picture in
            let digest = SHA256.digest(of: picture.bytes).hex.prefix(32)
            return (place, picture, "showrunner-\(digest).\(picture.mediaType.fileExtension)")
        }
    }

    var isEmpty: Bool { all.isEmpty }

    /// The values of their placeholders as long as the server has not said otherwise.
    var names: [String: JSONValue] {
        Dictionary(all.map { ($0.place, .string($0.name)) }, uniquingKeysWith: { first, _ in first })
    }

    /// What keeps a graph with these placeholders from being run with these pictures; nil where nothing does.
    func problem(with places: Set<String>) -> String? {
        let given = Set(all.map(\.place))
        let known = places.filter { $0.hasPrefix("image") && Int($0.dropFirst(5)) != nil }
            .union(places.intersection(["image", "mask", "firstFrame", "lastFrame"]))
        if let lacking = known.subtracting(given).min() {
            return "has a place '{\(lacking)}', and the brief gives no picture for it"
        }
        if let unused = given.subtracting(places).min() {
            return "has no place '{\(unused)}' for a picture of the brief; put it where a node names its file"
        }
        return nil
    }

    private static func place(_ number: Int) -> String { number == 1 ? "image" : "image\(number)" }
}
