import CYAML

/// libyaml's event parser, with a copy of its input: both live as long as this does.
@safe
struct YAMLEventReader: ~Copyable {
    private let parser: UnsafeMutablePointer<yaml_parser_t>
    private let input: UnsafeMutableBufferPointer<UInt8>
    private let file: String

    init(_ text: String, file: String) throws(ResourceError) {
        self.file = file
        unsafe parser = .allocate(capacity: 1)
        unsafe input = .allocate(capacity: text.utf8.count)
        _ = unsafe input.initialize(from: text.utf8)
        guard unsafe yaml_parser_initialize(parser) == 1 else {
            unsafe parser.deallocate()
            unsafe input.deallocate()
            throw ResourceError(file: file, line: 1, column: 1, message: "There is no memory left to read it.")
        }
        unsafe yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
        unsafe yaml_parser_set_input_string(parser, input.baseAddress, input.count)
    }

    deinit {
        unsafe yaml_parser_delete(parser)
        unsafe parser.deallocate()
        unsafe input.deallocate()
    }

    mutating func next() throws(ResourceError) -> YAMLEvent {
        var event = unsafe yaml_event_t()
        guard unsafe yaml_parser_parse(parser, &event) == 1 else { throw problem() }
        defer { unsafe yaml_event_delete(&event) }
        let start = unsafe event.start_mark
        return unsafe YAMLEvent(
            kind: Self.kind(of: &event), mark: YAMLMark(line: start.line + 1, column: start.column + 1))
    }

    private static func kind(of event: inout yaml_event_t) -> YAMLEvent.Kind {
        switch unsafe event.type {
        case YAML_STREAM_END_EVENT: return .streamEnd
        case YAML_DOCUMENT_START_EVENT: return .documentStart
        case YAML_SEQUENCE_START_EVENT: return .sequenceStart
        case YAML_SEQUENCE_END_EVENT: return .sequenceEnd
        case YAML_MAPPING_START_EVENT: return .mappingStart
        case YAML_MAPPING_END_EVENT: return .mappingEnd
        case YAML_ALIAS_EVENT:
            guard let anchor = unsafe cyaml_alias_anchor(&event) else { return .alias("") }
            return unsafe .alias(String(cString: anchor))
        case YAML_SCALAR_EVENT:
            let length = unsafe cyaml_scalar_length(&event)
            let bytes = unsafe UnsafeBufferPointer(start: cyaml_scalar_value(&event), count: length)
            let isPlain =
                unsafe cyaml_scalar_style(&event) == Int32(YAML_PLAIN_SCALAR_STYLE.rawValue)
                && cyaml_scalar_tag(&event) == nil
            return unsafe .scalar(String(decoding: bytes, as: UTF8.self), isPlain: isPlain)
        default: return .other  // Starts and ends that carry nothing.
        }
    }

    /// What libyaml says is wrong, in its words, at its place.
    private func problem() -> ResourceError {
        let state = unsafe parser.pointee
        let message = unsafe state.problem.map { unsafe String(cString: $0) } ?? "it can't be read"
        guard unsafe state.error != YAML_READER_ERROR else {
            let before = unsafe input.prefix(Int(state.problem_offset))
            let line = unsafe before.count { $0 == UInt8(ascii: "\n") } + 1
            let column = unsafe String(decoding: before, as: UTF8.self).reversed().prefix { !$0.isNewline }.count + 1
            return ResourceError(file: file, line: line, column: column, message: "Not valid YAML: \(message).")
        }
        let context = unsafe state.context.map { unsafe " " + String(cString: $0) } ?? ""
        let mark = unsafe state.problem_mark
        let isTab = message.contains("cannot start any token") && byte(at: mark.index) == UInt8(ascii: "\t")
        return ResourceError(
            file: file, line: Int(mark.line) + 1, column: Int(mark.column) + 1,
            message: "Not valid YAML: \(message)\(context).",
            hint: isTab ? "Indent with blanks, not with tabs." : nil)
    }

    /// The byte at a count of characters from the start.
    private func byte(at index: Int) -> UInt8? {
        unsafe String(decoding: input, as: UTF8.self).unicodeScalars.dropFirst(index).first.flatMap {
            UInt8(exactly: $0.value)
        }
    }
}
