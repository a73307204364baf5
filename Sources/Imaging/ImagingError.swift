package import Core

/// Why bytes did not become a picture, or a picture bytes; each case is a different next step.
package enum ImagingError: Error, Hashable, Sendable {
    /// libvips can't be loaded on this machine.
    case libraryMissing(reason: String)
    /// The first bytes are of no format that is read.
    case unknownFormat
    /// A known type that this operation can't work on.
    case unsupported(MediaType, operation: String)
    /// The file breaks the rules of its format, or ends too early.
    case damaged(MediaType, reason: String)
    /// Refused before anything was decoded.
    case tooLarge(what: String, limit: String)
    case failed(operation: String, reason: String)
}

extension ImagingError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .libraryMissing(let reason):
            "Pictures need libvips, which could not be loaded: \(reason). Install it: apt-get install libvips42"
        case .unknownFormat: "The file is not a picture in PNG, JPEG or WebP. Convert it to one of these."
        case .unsupported(let type, let operation):
            "\(operation) does not work on \(type.rawValue). Use PNG, JPEG or WebP."
        case .damaged(let type, let reason):
            "The \(type.format) file is damaged: \(reason). Fetch or make it again."
        case .tooLarge(let what, let limit): "The picture is too large: \(what); at most \(limit) is taken."
        case .failed(let operation, let reason): "\(operation) failed: \(reason). 'bot doctor' checks the installation."
        }
    }
}
