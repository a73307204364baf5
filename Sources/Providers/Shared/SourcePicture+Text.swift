import Core
import FoundationEssentials

extension SourcePicture {
    var base64: String { Data(bytes).base64EncodedString() }

    /// The whole picture as an address: `data:image/png;base64,…`.
    var dataURI: String { "data:\(mediaType.rawValue);base64,\(base64)" }
}
