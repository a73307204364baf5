import Glibc

/// What tells this process from others on its host.
enum ProcessIdentity {
    static var current: String { String(getpid()) }
}
