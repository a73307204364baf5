import CSpawn
import Glibc

/// Starts programs from lists of arguments, never by a shell, each in a process group of its own.
package enum ProgramStart {
    /// Why no program was started, as the system numbers it.
    package struct Failed: Error {
        package let code: Int32

        package init(code: Int32) { self.code = code }

        package var reason: String { unsafe strerror(code).map { unsafe String(cString: $0) } ?? "error \(code)" }
    }

    /// What a program is given as its standard streams.
    package struct Streams {
        /// Nil: it reads nothing.
        let input: Int32?
        let output: Int32
        let errors: Int32

        package init(input: Int32? = nil, output: Int32, errors: Int32) {
            self.input = input
            self.output = output
            self.errors = errors
        }
    }

    /// Starts a program, of whose other files it inherits none, and gives its process number, by which it is to be reaped.
    ///
    /// The first of the arguments is its path, or a name that is looked for in `PATH`; `environment` is all of its own, `NAME=VALUE`.
    package static func start(
        _ arguments: [String], environment: [String], streams: Streams
    ) throws(Failed) -> Int32 {
        var actions = unsafe posix_spawn_file_actions_t()
        var attributes = posix_spawnattr_t()
        unsafe posix_spawn_file_actions_init(&actions)
        unsafe posix_spawnattr_init(&attributes)
        defer {
            unsafe posix_spawn_file_actions_destroy(&actions)
            unsafe posix_spawnattr_destroy(&attributes)
        }
        if let input = streams.input {
            unsafe posix_spawn_file_actions_adddup2(&actions, input, 0)
        } else {
            unsafe posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        }
        unsafe posix_spawn_file_actions_adddup2(&actions, streams.output, 1)
        unsafe posix_spawn_file_actions_adddup2(&actions, streams.errors, 2)
        unsafe posix_spawn_file_actions_addclosefrom_np(&actions, 3)
        // Threads of the pool block every signal and a child would inherit that; in a group of its own all of it can be ended.
        var none = sigset_t()
        var all = sigset_t()
        unsafe sigemptyset(&none)
        unsafe sigfillset(&all)
        unsafe posix_spawnattr_setsigmask(&attributes, &none)
        unsafe posix_spawnattr_setsigdefault(&attributes, &all)
        unsafe posix_spawnattr_setpgroup(&attributes, 0)
        let flags = POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF
        unsafe posix_spawnattr_setflags(&attributes, Int16(flags))
        let names = unsafe arguments.map { unsafe strdup($0) }
        let variables = unsafe environment.map { unsafe strdup($0) }
        defer {
            let texts = unsafe names + variables
            for index in unsafe texts.indices { unsafe free(texts[index]) }
        }
        var child: pid_t = -1
        let code = unsafe posix_spawnp(
            &child, arguments.first ?? "", &actions, &attributes, names + [nil], variables + [nil])
        guard code == 0 else { throw Failed(code: code) }
        return child
    }

    /// Two ends of one connection.
    ///
    /// Sockets, as what is made of them is closed in every child but the one that it is made for.
    package static func pair() throws(Failed) -> (one: Int32, other: Int32) {
        var ends: [Int32] = [-1, -1]
        let kind = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
        guard unsafe socketpair(AF_UNIX, kind, 0, &ends) == 0 else { throw Failed(code: errno) }
        return (ends[0], ends[1])
    }

    /// Waits for a program's end; its exit status, or 128 and the number of the signal that ended it.
    package static func reap(_ child: Int32) -> Int32 {
        var status: Int32 = 0
        while unsafe waitpid(child, &status, 0) == -1, errno == EINTR {}
        return status & 0x7f == 0 ? status >> 8 & 0xff : 128 + (status & 0x7f)
    }
}
