/// One step of libyaml's parser.
struct YAMLEvent {
    enum Kind: Equatable {
        case documentStart, streamEnd
        case scalar(String, isPlain: Bool)
        case alias(String)
        case sequenceStart, sequenceEnd, mappingStart, mappingEnd
        /// A mark that carries nothing: the start of the stream, the end of a document.
        case other
    }

    let kind: Kind
    let mark: YAMLMark
}
