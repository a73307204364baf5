import Foundation

/// Takes a request's body in, where the server keeps them.
final class LoopbackBodySink {
    private(set) var bytes: [UInt8] = []
    private(set) var length = 0
    let path: String?
    private let file: FileHandle?
    private let keepsBytes: Bool

    init?(_ bodies: LoopbackBodies, name: String) {
        switch bodies {
        case .inMemory: (path, file, keepsBytes) = (nil, nil, true)
        case .counted: (path, file, keepsBytes) = (nil, nil, false)
        case .inFiles(let folder):
            let path = "\(folder)/\(name)"
            guard FileManager.default.createFile(atPath: path, contents: nil),
                let file = FileHandle(forWritingAtPath: path)
            else { return nil }
            (self.path, self.file, keepsBytes) = (path, file, false)
        }
    }

    deinit { try? file?.close() }  // Nothing could be done about it, and the descriptor is free in any case.

    func take(_ piece: ArraySlice<UInt8>) {
        length += piece.count
        if keepsBytes { bytes += piece }
        file?.write(Data(piece))
    }
}
