import Core
import FoundationEssentials

extension SourcePicture {
    /// The whole picture as an address of its own: `data:image/png;base64,…`.
    var inlineAddress: String { "data:\(mediaType.rawValue);base64,\(Data(bytes).base64EncodedString())" }
}
