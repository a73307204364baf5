import Core
import Glibc

extension Provenance {
    /// A copy of a video after its provenance was put in.
    package struct Marked: Hashable, Sendable {
        /// Whether the video came with a C2PA manifest; the copy is the same to the byte then.
        package let isSigned: Bool
        package let byteCount: Int
    }

    /// Copies a video and puts the XMP packet into the copy, in place of an earlier one; one that came signed is copied as it is.
    ///
    /// It blocks, and holds a small piece of the file in memory at a time. `copy` is a new file, and none where this throws.
    package func mark(videoAt path: String, copyingTo copy: String) throws(ImagingError) -> Marked {
        let source = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard source >= 0 else { throw Self.failure("Reading \(path)") }
        defer { close(source) }
        let bytes = MP4Source(descriptor: source)
        guard MediaType(sniffing: bytes.read(0, 64)) == .mp4 else { throw .unknownFormat }
        let isSigned = ContentCredentials.arePresent(inVideo: bytes)
        let edit = isSigned ? MP4Edit() : try MP4Container(bytes).replacingXMP(by: Array(xmp.utf8))
        let target = unsafe open(copy, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
        guard target >= 0 else { throw Self.failure("Making \(copy)") }
        defer { close(target) }
        do throws(ImagingError) {
            var offset = 0
            while offset < bytes.length {
                let piece = bytes.read(offset, 1 << 20)
                guard !piece.isEmpty else { throw Self.failure("Reading \(path)") }
                try Self.write(piece, to: target, at: offset)
                offset += piece.count
            }
            for (offset, bytes) in edit.overwritten { try Self.write(bytes, to: target, at: offset) }
            try Self.write(edit.appended, to: target, at: bytes.length)
        } catch {
            unsafe unlink(copy)
            throw error
        }
        return Marked(isSigned: isSigned, byteCount: bytes.length + edit.appended.count)
    }

    private static func write(_ bytes: [UInt8], to descriptor: Int32, at offset: Int) throws(ImagingError) {
        var done = 0
        while done < bytes.count {
            let count = unsafe bytes.withUnsafeBytes { buffer in
                let rest = unsafe UnsafeRawBufferPointer(rebasing: buffer[done...])
                return unsafe pwrite(descriptor, rest.baseAddress, rest.count, off_t(offset + done))
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw failure("Writing a video") }
            done += count
        }
    }

    private static func failure(_ operation: String) -> ImagingError {
        let words = unsafe strerror(errno).map { unsafe String(cString: $0) } ?? "error \(errno)"
        return .failed(operation: operation, reason: words)
    }
}
