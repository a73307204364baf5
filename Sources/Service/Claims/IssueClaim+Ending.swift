import Content
import Core
import Engine
import Store

/// What becomes of an issue's folder once its run was delivered.
///
/// While a run lives, all that it has made lies there, so that a host with an empty disk buys nothing again. Afterwards the account is
/// enough, with what was chosen, which the delivery has anyway: the folder begins anew without a history, and the server may forget the rest.
extension IssueClaim {
    /// Leaves out what nobody needs any more; where that can't be done now, the end of the next run does it.
    func dropAttempts() async {
        // Nothing hangs on it: what is spent and decided stands there already.
        do throws(ClaimError) {
            guard let version, let files = try await filesAtEnd(), let run = try await deliveredRun() else { return }
            let plan = await endPlan(of: run, in: files)
            guard plan.dropsFiles else { return }
            var change = ShelfChange(
                name, from: version, puts: plan.puts, note: "Account of \(run.board.run)", at: time.now(),
                beginsAnew: true)
            do throws(SharedShelfError) {
                try await swapAtEnd(change)
            } catch {
                guard case .refused = error else { throw .shelf(issue, error) }
                // A server that takes no new beginning keeps what was there, but no new host has to fetch it.
                change = ShelfChange(
                    name, from: version, puts: plan.puts, removes: Set(files.keys).subtracting(plan.puts.keys),
                    note: "Account of \(run.board.run)", at: time.now())
                do throws(SharedShelfError) { try await swapAtEnd(change) } catch { throw .shelf(issue, error) }
            }
        } catch { return }
    }

    private func swapAtEnd(_ change: ShelfChange) async throws(SharedShelfError) {
        // Where another host has taken it meanwhile, that one does this at its end.
        guard case .done(let versions) = try await shelf.swap([change]) else { return }
        version = versions[name]
        paths = Set(change.puts.keys)
    }

    private func filesAtEnd() async throws(ClaimError) -> [String: ShelfFile]? {
        guard let version, paths.contains(where: { $0.hasPrefix("files/") }) else { return nil }
        do throws(SharedShelfError) { return try await shelf.files(at: version) } catch { throw .shelf(issue, error) }
    }

    /// The latest of the folder's runs, where it has ended and was delivered, and no other is alive.
    private func deliveredRun() async throws(ClaimError) -> RunView? {
        guard let latest = pushed.keys.max() else { return nil }
        do throws(RunLogError) {
            for run in pushed.keys {
                guard let summary = try await store.run(run), summary.status.isFinal else { return nil }
            }
            let events = try await store.events(of: latest, after: 0)
            let view = RunView(Blackboard(run: latest, events: try EventCodec.events(events)))
            return view?.delivery == nil ? nil : view
        } catch { throw .log(error) }
    }

    private struct EndPlan {
        var puts: [String: ShelfChange.Content] = [:]
        var dropsFiles = false
    }

    private func endPlan(of view: RunView, in files: [String: ShelfFile]) async -> EndPlan {
        let kept = keptFiles(of: view)
        var plan = EndPlan()
        for (path, file) in files {
            if path.hasPrefix("files/") {
                guard let digest = SHA256Digest(hex: String(path.dropFirst("files/".count))), kept.contains(digest)
                else {
                    plan.dropsFiles = true
                    continue
                }
            }
            plan.puts[path] = .kept(file)
        }
        guard plan.dropsFiles else { return plan }
        for (key, record) in await results.records(of: view.choices) where files["cache/\(key).json"] != nil {
            plan.puts["cache/\(key).json"] = .bytes(record)
        }
        return plan
    }

    /// What was chosen, with what belongs to it, as far as a delivery has it in Git.
    private func keptFiles(of view: RunView) -> Set<SHA256Digest> {
        var kept: Set<SHA256Digest> = []
        let elsewhere = Set(view.attempts.filter { $0.address != nil }.map(\.asset.sha256))
        // The poster of a video that is not kept is of no use without it.
        for asset in view.chosen where asset.bytes <= terms.largestKept && !elsewhere.contains(asset.sha256) {
            kept.insert(asset.sha256)
            kept.formUnion([asset.film?.poster, asset.film?.lastFrame].compactMap(\.self))
        }
        return kept
    }
}

extension RunView {
    /// The attempt that counts of each asset, those of a story's parts among them.
    fileprivate var chosen: [Asset] { history.produced.keys.compactMap { history.selected(of: $0) } }

    /// By what was made of each asset of which there were several attempts, what was chosen.
    fileprivate var choices: [SHA256Digest: FileResultCache.Choice] {
        var choices: [SHA256Digest: FileResultCache.Choice] = [:]
        // What is chosen of one asset and given up of another stays what it is.
        for isChosen in [false, true] {
            for chosen in chosen {
                let attempts = history.produced[chosen.key] ?? [:]
                let count = attempts.values.map { max($0.attempt, $0.standsFor) }.max() ?? 1
                for other in attempts.values where count > 1 && (other.sha256 == chosen.sha256) == isChosen {
                    choices[other.sha256] = FileResultCache.Choice(chosen.sha256, from: count)
                }
            }
        }
        return choices
    }
}
