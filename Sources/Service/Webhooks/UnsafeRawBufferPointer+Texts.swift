extension UnsafeRawBufferPointer {
    /// Whether these bytes begin with those of a text.
    func begins(with text: StaticString) -> Bool {
        let length = text.utf8CodeUnitCount
        guard length <= count else { return false }
        let known = unsafe UnsafeRawBufferPointer(start: text.utf8Start, count: length)
        return unsafe known.elementsEqual(UnsafeRawBufferPointer(rebasing: self[..<length]))
    }
}
