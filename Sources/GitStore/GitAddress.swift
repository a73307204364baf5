/// Tells addresses from paths.
package enum GitAddress {
    /// Whether a delivery to `target` goes to an address (`https://…`, `git@host:path`) rather than to a folder of this machine.
    package static func isAddress(_ target: String) -> Bool { RemoteAddress.isAddress(target) }
}
