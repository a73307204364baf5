/// FNV-1a of 64 bits, for identities and seeds that must be the same in every process; no protection against forgery.
///
/// Source: the FNV reference, http://www.isthe.com/chongo/tech/comp/fnv/ (read 2026-11).
package enum StableHash {
    package static func of(_ text: String) -> UInt64 {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in text.utf8 {
            hash ^= UInt64(byte)
            hash = hash &* 0x0000_0100_0000_01b3
        }
        return hash
    }
}
