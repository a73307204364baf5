import GitStore
import TestSupport
import Testing

@Suite struct TargetTests {
    let test: TestRepository
    init() throws { test = try TestRepository() }

    @Test func describesAShallowClone() async throws {
        let remote = try await test.makeRemote()
        try await test.git("clone", "-q", "--depth", "1", "file://\(remote)", "clone")
        let target = try await Deliverer().inspect(test.folder.path("clone"), credential: nil)
        #expect(target.kind == .clone)
        #expect(target.isShallow)
        #expect(target.remote == remote)
        #expect(target.head == "refs/heads/main")
    }

    @Test func describesAnAddressWithoutItsPassword() async throws {
        try await test.makeRemote()
        let server = try GitHTTPBackend(root: test.folder.path).serve()
        let address = "http://me:secret-7@127.0.0.1:\(server.port)/remote.git"
        let target = try await Deliverer().inspect(address, credential: nil)
        #expect(target.place == "\(server.url)/remote.git")
        #expect(target.head == "refs/heads/main")
    }

    @Test(arguments: ["ftp://host/x", "ssh://-oProxyCommand=x/y", "ext::sh -c touch% x", "https://", "-x:y", "host:"])
    func refusesAnAddress(address: String) async throws {
        let error = await #expect(throws: GitError.self) {
            try await Deliverer().inspect(address, credential: nil)
        }
        guard case .unsupported = error else {
            Issue.record("\(String(describing: error))")
            return
        }
    }
}
