import CZlib
import Crypto

/// Writes a pack whose files lie in stored (uncompressed) deflate blocks, because pictures do not shrink and deflating them is
/// what makes a commit slow; text is deflated.
///
/// Memory stays at one buffer however large the files are.
@safe final class PackWriter {
    private let output: OutputFile
    private let folder: String
    /// Nil once the pack has ended.
    private var packHash: SHA1? = SHA1()
    private var rows: [PackIndex.Row] = []
    private var offset: UInt64 = 0
    /// What of `buffer` waits to be written.
    private var filled = 0
    private let buffer: UnsafeMutableRawBufferPointer
    private var entryCRC: UInt32 = 0
    /// From where in `buffer` the running entry is not yet in `entryCRC`.
    private var crcStart = 0

    private static let largestBlock = 65_535

    /// `count` objects will be added, no more and no fewer, each once.
    init(in folder: String, count: Int) throws(GitError) {
        self.folder = folder
        output = try OutputFile(in: folder, prefix: "tmp_pack_")
        unsafe buffer = .allocate(byteCount: 1 << 20, alignment: 16)
        put(Array("PACK".utf8) + [0, 0, 0, 2] + (0..<4).map { UInt8(truncatingIfNeeded: count >> (24 - 8 * $0)) })
    }

    deinit { unsafe buffer.deallocate() }

    func add(_ object: NewObject) throws(GitError) {
        try makeRoom(64)
        crcStart = filled
        entryCRC = 0
        let start = offset + UInt64(filled)
        putHead(of: object)
        switch object.source {
        case .bytes(let bytes):
            if let deflated = Self.deflated(bytes) { try put(long: deflated) } else { try putStored(bytes) }
        case .file(let path): try putStored(fileAt: path, of: object)
        }
        updateCRC()
        rows.append(PackIndex.Row(id: object.id, crc: entryCRC, offset: start))
    }

    /// Ends the pack and puts it, with its index, where Git looks for packs.
    func keep() throws(GitError) -> WrittenPack {
        let hash = try end()
        let id = hash.description
        try output.keep(as: "pack-\(id).pack")
        let index = try OutputFile(in: folder, prefix: "tmp_idx_")
        try index.write(PackIndex.file(of: rows, packHash: hash.bytes))
        try index.keep(as: "pack-\(id).idx")
        try OutputFile.synchronise(folder: folder)
        return WrittenPack(path: "\(folder)/pack-\(id).pack", objects: Set(rows.map(\.id)))
    }

    /// Ends the pack without keeping it: it is there until the writer goes.
    func lend() throws(GitError) -> WrittenPack {
        _ = try end()
        return WrittenPack(path: output.path, objects: Set(rows.map(\.id)))
    }

    private func end() throws(GitError) -> ObjectID {
        try flush()
        guard let hash = packHash.take(), let id = ObjectID(bytes: hash.finish()) else {
            throw .damaged(path: folder, reason: "the pack was ended before")
        }
        try output.write(id.bytes)
        return id
    }

    private func putHead(of object: NewObject) {
        var size = object.size >> 4
        var byte = object.kind.rawValue << 4 | UInt8(object.size & 15)
        var head: [UInt8] = []
        while size > 0 {
            head.append(byte | 0x80)
            byte = UInt8(size & 127)
            size >>= 7
        }
        put(head + [byte])
    }

    private func putStored(_ bytes: [UInt8]) throws(GitError) {
        put([0x78, 0x01])
        var start = 0
        repeat {
            let count = min(Self.largestBlock, bytes.count - start)
            try makeRoom(count + 16)
            put(Self.blockHead(count, isLast: start + count == bytes.count))
            put(bytes[start..<(start + count)])
            start += count
        } while start < bytes.count
        let sum = unsafe bytes.withUnsafeBufferPointer { unsafe adler32_z(1, $0.baseAddress, $0.count) }
        try makeRoom(16)
        putSum(sum)
    }

    /// Reads each block straight into its place in the buffer.
    private func putStored(fileAt path: String, of object: NewObject) throws(GitError) {
        let file = try InputFile(path)
        var hash = ObjectKind.blob.hash(ofSize: object.size)
        put([0x78, 0x01])
        var sum: UInt = 1
        var left = object.size
        repeat {
            let count = min(Self.largestBlock, left)
            try makeRoom(count + 16)
            put(Self.blockHead(count, isLast: count == left))
            let block = unsafe UnsafeMutableRawBufferPointer(rebasing: buffer[filled..<(filled + count)])
            guard try unsafe file.read(into: block) == count else { throw Self.changed(path) }
            unsafe hash.update(UnsafeRawBufferPointer(block))
            unsafe sum = adler32_z(sum, block.bindMemory(to: UInt8.self).baseAddress, count)
            filled += count
            left -= count
        } while left > 0
        putSum(sum)
        guard ObjectID(bytes: hash.finish()) == object.id else { throw Self.changed(path) }
    }

    private static func changed(_ path: String) -> GitError {
        .unreadableFile(path: path, reason: "it changed while it was being delivered")
    }

    private static func blockHead(_ count: Int, isLast: Bool) -> [UInt8] {
        [
            isLast ? 1 : 0, UInt8(count & 0xff), UInt8(count >> 8), UInt8(~count & 0xff), UInt8(~count >> 8 & 0xff),
        ]
    }

    private func putSum(_ sum: UInt) { put((0..<4).map { UInt8(truncatingIfNeeded: sum >> (24 - 8 * $0)) }) }

    /// Nil where deflating does not pay; a taste of the first bytes tells.
    private static func deflated(_ bytes: [UInt8]) -> [UInt8]? {
        let taste = bytes.prefix(4096)
        if bytes.count > taste.count, (compressed(Array(taste), level: 1)?.count ?? .max) * 10 > taste.count * 9 {
            return nil
        }
        guard let result = compressed(bytes, level: 6), result.count < bytes.count else { return nil }
        return result
    }

    private static func compressed(_ bytes: [UInt8], level: Int32) -> [UInt8]? {
        let room = compressBound(UInt(bytes.count))
        var size = room
        var code: Int32 = 0
        let result = unsafe [UInt8](unsafeUninitializedCapacity: Int(room)) { target, count in
            unsafe code = compress2(target.baseAddress, &size, bytes, UInt(bytes.count), level)
            count = code == Z_OK ? Int(size) : 0
        }
        return code == Z_OK ? result : nil
    }

    private func put(long bytes: [UInt8]) throws(GitError) {
        var start = 0
        while start < bytes.count {
            let end = min(bytes.count, start + Self.largestBlock)
            try makeRoom(end - start)
            put(bytes[start..<end])
            start = end
        }
    }

    /// There is room: `makeRoom` was asked.
    private func put(_ bytes: some Collection<UInt8>) {
        let place = unsafe UnsafeMutableRawBufferPointer(rebasing: buffer[filled..<(filled + bytes.count)])
        unsafe place.copyBytes(from: bytes)
        filled += bytes.count
    }

    private func makeRoom(_ count: Int) throws(GitError) {
        if unsafe filled + count > buffer.count { try flush() }
    }

    private func flush() throws(GitError) {
        updateCRC()
        let ready = unsafe UnsafeRawBufferPointer(rebasing: buffer[..<filled])
        unsafe packHash?.update(ready)
        try unsafe output.write(ready)
        offset += UInt64(filled)
        filled = 0
        crcStart = 0
    }

    private func updateCRC() {
        let entry = unsafe UnsafeRawBufferPointer(rebasing: buffer[crcStart..<filled])
        let sum = unsafe crc32_z(UInt(entryCRC), entry.bindMemory(to: UInt8.self).baseAddress, entry.count)
        entryCRC = UInt32(truncatingIfNeeded: sum)
        crcStart = filled
    }
}
