/// Where a loopback server puts the bodies that it receives.
package enum LoopbackBodies: Sendable {
    case inMemory
    /// One file each in this folder, for bodies of hundreds of megabytes.
    case inFiles(folder: String)
    /// Only their lengths are kept.
    case counted
}
