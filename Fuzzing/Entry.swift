import Glibc

/// Hands inputs to a target until one breaks it: `fuzz TARGET [OPTION…] [CORPUS…]`, where the options are libFuzzer's.
///
/// `fuzz pictures FOLDER` draws pictures to begin with.
///
/// The package manager makes this the program's `main`, in the place of libFuzzer's own.
@_cdecl("fuzz_main") public func main(
    _ count: CInt, _ words: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>
) -> CInt {
    let name = count > 1 ? unsafe words[1].map { unsafe String(cString: $0) } ?? "" : ""
    if name == "pictures", count > 2, let folder = unsafe words[2].map({ unsafe String(cString: $0) }) {
        return PictureExamples.write(to: folder) ? 0 : 1
    }
    guard let chosen = FuzzTarget(rawValue: name) else {
        let names = FuzzTarget.allCases.map(\.rawValue).joined(separator: ", ")
        print("Usage: fuzz TARGET [OPTION…] [CORPUS…], where TARGET is one of \(names).")
        return 2
    }
    unsafe target = chosen
    // libFuzzer reads the rest as if it were all.
    unsafe words[1] = words[0]
    var (rest, list): (CInt, Optional) = unsafe (count - 1, words + 1)
    return unsafe runDriver(&rest, &list) { start, count in
        let input = unsafe Array(UnsafeBufferPointer(start: start, count: count))
        // What it answers -1 for would only take room in the corpus.
        return unsafe target.read(input) ? 0 : -1
    }
}

/// Set once, before anything runs.
nonisolated(unsafe) private var target = FuzzTarget.yaml

/// See "Using libFuzzer as a library" in its documentation.
@_extern(c, "LLVMFuzzerRunDriver") private func runDriver(
    _ count: UnsafeMutablePointer<CInt>,
    _ words: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?>,
    _ read: @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt
) -> CInt
