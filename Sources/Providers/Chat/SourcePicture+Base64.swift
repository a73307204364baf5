import Core
import FoundationEssentials

extension SourcePicture {
    /// Its bytes as services take them inside JSON.
    var base64: String { Data(bytes).base64EncodedString() }
}
