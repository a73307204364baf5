/// A delivery that is made in a local repository and pushed.
struct RemoteDelivery {
    let plan: DeliveryPlan
    let place: DeliveryPlace
    let remote: Remote

    private var repository: Repository { place.repository }

    /// Nil where the branch moved meanwhile.
    func make() async throws(GitError) -> DeliveryReceipt? {
        let session = try await remote.connect(.uploadPack)
        let tips = session.advertisement.references
        let theirs = tips[plan.branch.reference]
        let base = theirs ?? tips["HEAD"]
        if let base, !repository.contains(base) {
            try await fetch(base, into: place, history: theirs != nil, through: session)
        } else {
            session.close()
        }
        if let theirs, let found = try await foundCommit(from: theirs) { return receipt(found, alreadyThere: true) }
        if let kept = try keptCommit(theirs: theirs, base: base, tips: tips) {
            let parent = try repository.commit(kept).parents.first
            _ = try await planned(on: parent)
            return try await push(kept, on: parent, replacing: theirs, written: nil)
        }
        let commit = try await planned(on: base)
        let written = try repository.add(commit.objects)
        try repository.keep(commit.id, as: plan.branch)
        return try await push(commit.id, on: base, replacing: theirs, written: written)
    }

    /// The commit on a base; what Git LFS keeps of it is with the remote from here on.
    private func planned(on base: ObjectID?) async throws(GitError) -> PlannedCommit {
        var attributes = try plan.attributes(of: base, in: repository)
        if let base, !attributes.missing.isEmpty {
            try await fetch(files: attributes.missing, of: base)
            attributes = try plan.attributes(of: base, in: repository)
        }
        let commit = try plan.commit(on: base, with: attributes, in: repository)
        guard !commit.large.isEmpty || commit.isLockable else { return commit }
        let place = try await LargePlace(for: remote, in: self.place, request: plan.request, attributes)
        let reference = plan.branch.reference
        switch place {
        case .folder(let folder): for object in commit.large { try folder.put(object) }
        case .server(let server):
            try await server.respectLocks(on: plan.paths, for: reference)
            try await server.upload(commit.large, for: reference)
        }
        return commit
    }

    /// Takes in files of a commit that a cache has left with the remote.
    private func fetch(files: [ObjectID], of base: ObjectID) async throws(GitError) {
        for file in files where !repository.contains(file) {
            let session = try await remote.connect(.uploadPack)
            let server = session.advertisement
            let mayName = ["allow-reachable-sha1-in-want", "allow-any-sha1-in-want"].contains(where: server.has)
            // Where single files can't be asked for, all of the commit's are: that is as much as any clone takes in.
            let request = FetchRequest(
                want: mayName ? file : base, haves: [], shallow: [], depth: mayName ? nil : 1, leavesFilesOut: false)
            let stream = try await session.converse([.bytes(request.lines(for: server))])
            try repository.takeIn(
                FetchReply(stream, remote: remote.name), from: remote.name,
                isPromised: place.isCache && server.has("filter"))
            session.close()
        }
    }

    /// The run's commit on the remote's branch.
    ///
    /// A shallow clone does not know how the branch came about, and all of its files' versions are too much to fetch into it; the
    /// cache of the remote takes the history without them.
    private func foundCommit(from tip: ObjectID) async throws(GitError) -> ObjectID? {
        if let found = try repository.commit(of: plan.request.run, from: tip) { return found }
        guard !place.isCache, !ShallowFile(of: repository).commits.isEmpty else { return nil }
        let cache = try DeliveryPlace(cacheFor: remote.address, in: plan.request.cacheFolder)
        if !cache.repository.contains(tip) {
            let session = try await remote.connect(.uploadPack)
            try await fetch(tip, into: cache, history: true, through: session)
        }
        return try cache.repository.commit(of: plan.request.run, from: tip)
    }

    /// Takes in what the base needs: little into a cache or a shallow clone, all that is missing into a whole one.
    private func fetch(
        _ base: ObjectID, into place: DeliveryPlace, history: Bool, through session: any GitSession
    ) async throws(GitError) {
        let repository = place.repository
        let shallow = place.isCache ? [] : ShallowFile(of: repository).commits
        let depth: Int? =
            if place.isCache { history ? Repository.historyLimit : 1 } else { shallow.isEmpty ? nil : 1 }
        let request = FetchRequest(
            want: base, haves: place.isCache ? [] : try repository.commonGround(), shallow: shallow, depth: depth,
            leavesFilesOut: place.isCache)
        let stream = try await session.converse([.bytes(request.lines(for: session.advertisement))])
        let reply = try FetchReply(stream, remote: remote.name)
        let isPromised = place.isCache && session.advertisement.has("filter")
        try repository.takeIn(reply, from: remote.name, isPromised: isPromised)
        session.close()
    }

    /// A commit of this run that an earlier try left here and that can be pushed as it is, though its base is no longer the newest.
    private func keptCommit(theirs: ObjectID?, base: ObjectID?, tips: [String: ObjectID]) throws(GitError) -> ObjectID?
    {
        guard theirs == nil else { return nil }
        for reference in [plan.branch.reference, "refs/showrunner/" + plan.branch.description] {
            guard let tip = try repository.tip(of: reference), let commit = try repository.commitIfThere(tip),
                DeliveryMessage.carries(plan.request.run, in: commit.message), let parent = commit.parents.first,
                parent != base,
                // A key may have come since, because the server demands one.
                commit.isSigned || plan.request.signer == nil
            else { continue }
            if tips.values.contains(parent) { return tip }
            if let base, try repository.reaches(parent, from: base) { return tip }
        }
        return nil
    }

    /// Nil where the branch is no longer where it was.
    private func push(
        _ commit: ObjectID, on base: ObjectID?, replacing theirs: ObjectID?, written: WrittenPack?
    ) async throws(GitError) -> DeliveryReceipt? {
        let session = try await remote.connect(.receivePack)
        let tip = session.advertisement.references[plan.branch.reference]
        guard tip == theirs else {
            session.close()
            return tip == commit ? receipt(commit, alreadyThere: false) : nil
        }
        var walk = ObjectWalk(in: repository)
        try walk.add(commit, on: base)
        let needed = walk.found
        let outcome: PushOutcome
        if let written, written.objects == Set(needed.map(\.id)) {
            outcome = try await send(commit, replacing: theirs, pack: written.path, through: session)
        } else {
            let writer = try PackWriter(in: repository.packFolder, count: needed.count)
            for (id, kind) in needed {
                guard let content = try repository.content(of: id) else {
                    throw .damaged(path: repository.folder, reason: "the object \(id) is missing")
                }
                try writer.add(NewObject(kind, content))
            }
            let pack = try writer.lend()
            outcome = try await send(commit, replacing: theirs, pack: pack.path, through: session)
            withExtendedLifetime(writer) {}
        }
        switch outcome {
        case .done: return receipt(commit, alreadyThere: false)
        case .moved: return nil
        case .rejected(let reason):
            if reason.contains("exceeds maximum allowed size") {
                throw .pushTooLarge(remote: remote.name, reason: reason)
            }
            throw .rejected(branch: plan.branch.description, reason: reason)
        }
    }

    private func send(
        _ commit: ObjectID, replacing theirs: ObjectID?, pack: String, through session: any GitSession
    ) async throws(GitError) -> PushOutcome {
        let reference = plan.branch.reference
        let server = session.advertisement
        var wanted = ["report-status", "side-band-64k", "quiet", "ofs-delta"].filter(server.has)
        if server.value(of: "object-format") != nil { wanted.append("object-format=sha1") }
        wanted.append("agent=showrunner")
        let command = "\(theirs ?? .zero) \(commit) \(reference)\0 \(wanted.joined(separator: " "))"
        let stream = try await session.converse([
            .bytes(PacketLine.encoded(command) + PacketLine.flush), .file(path: pack),
        ])
        let outcome = try PushReport.read(
            from: stream, remote: remote.name, reference: reference, capabilities: wanted)
        // The server's own work after its report is waited for.
        session.close()
        return outcome
    }

    private func receipt(_ commit: ObjectID, alreadyThere: Bool) -> DeliveryReceipt {
        DeliveryReceipt(
            branch: plan.branch.description, commit: commit, pushedTo: remote.name, alreadyThere: alreadyThere)
    }
}
