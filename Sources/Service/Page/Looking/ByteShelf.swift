import Core
import Synchronization

/// Keeps the small pictures that were asked for last, up to so many bytes.
final class ByteShelf: Sendable {
    private struct State {
        var entries: [SHA256Digest: (bytes: [UInt8], used: Int)] = [:]
        var size = 0
        var clock = 0
    }

    private let state = Mutex(State())
    private let most: Int

    init(most: Int) { self.most = most }

    subscript(digest: SHA256Digest) -> [UInt8]? {
        state.withLock { state in
            guard let entry = state.entries[digest] else { return nil }
            state.clock += 1
            state.entries[digest] = (entry.bytes, state.clock)
            return entry.bytes
        }
    }

    func put(_ bytes: [UInt8], as digest: SHA256Digest) {
        guard bytes.count <= most / 4 else { return }
        state.withLock { state in
            guard state.entries[digest] == nil else { return }
            state.clock += 1
            state.entries[digest] = (bytes, state.clock)
            state.size += bytes.count
            while state.size > most, let oldest = state.entries.min(by: { $0.value.used < $1.value.used }) {
                state.entries[oldest.key] = nil
                state.size -= oldest.value.bytes.count
            }
        }
    }
}
