import CGit

extension Repository {
    /// Where a remote's pushes go, with `url.….insteadOf` applied; nil where there is no such remote.
    func pushAddress(of remote: String) -> String? {
        var found: OpaquePointer?
        guard unsafe git_remote_lookup(&found, handle, remote) == 0 else { return nil }
        defer { unsafe git_remote_free(found) }
        guard let url = unsafe git_remote_pushurl(found) ?? git_remote_url(found) else { return nil }
        return unsafe String(cString: url)
    }

    /// The settings whose names match a regular expression, in the order in which Git reads them, included files too.
    func settings(matching pattern: String) -> [(name: String, value: String)] {
        var config: OpaquePointer?
        guard unsafe git_repository_config_snapshot(&config, handle) == 0 else { return [] }
        defer { unsafe git_config_free(config) }
        var iterator: OpaquePointer?
        guard unsafe git_config_iterator_glob_new(&iterator, config, pattern) == 0 else { return [] }
        defer { unsafe git_config_iterator_free(iterator) }
        var settings: [(name: String, value: String)] = []
        var entry: UnsafeMutablePointer<git_config_entry>?
        while unsafe git_config_next(&entry, iterator) == 0 {
            guard let entry = unsafe entry, let name = unsafe entry.pointee.name, let value = unsafe entry.pointee.value
            else { continue }
            settings.append((unsafe String(cString: name), unsafe String(cString: value)))
        }
        return settings
    }

    func set(_ name: String, to value: String) throws(GitError) {
        var config: OpaquePointer?
        guard unsafe git_repository_config(&config, handle) == 0,
            unsafe git_config_set_string(config, name, value) == 0
        else {
            unsafe git_config_free(config)
            throw .storage(path: folder, reason: LibGit.reason(-1))
        }
        unsafe git_config_free(config)
    }
}
