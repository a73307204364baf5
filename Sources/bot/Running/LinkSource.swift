import Content
import Core
import Engine
import FoundationEssentials
import Store

/// Where the files of a run can be reached by whoever reads its report.
struct LinkSource: Sendable {
    let workshop: Workshop

    /// For an issue on GitHub the delivered commit; for a Markdown issue the delivered folder, seen from the issue's own.
    func links(for view: RunView) -> ReportLinks {
        switch view.charter.issue {
        case .github(let repository, _):
            return workshop.links(into: repository)
        case .file(let path):
            let home = URL(filePath: path).deletingLastPathComponent().path
            let plan = DeliveryPlan(json: view.charter.delivery)
            if let folder = plan.folder, view.delivery != nil { return .folder(Self.relative(folder, to: home)) }
            return kept(seenFrom: home)
        }
    }

    /// A repository may have no work tree: what is shown are the files of the state folder.
    private func kept(seenFrom home: String) -> ReportLinks {
        let assets = workshop.assets
        return ReportLinks(
            thumbnail: { attempt, _ in
                assets.path(of: attempt.asset.sha256).map { ReportLinks.percentEncoded(Self.relative($0, to: home)) }
            },
            file: { _, _ in nil })
    }

    /// A path as it is written in a file of the folder `home`; both are absolute.
    static func relative(_ path: String, to home: String) -> String {
        let target = path.split(separator: "/")
        let base = home.split(separator: "/")
        var shared = 0
        while shared < min(target.count, base.count), target[shared] == base[shared] { shared += 1 }
        let steps = Array(repeating: "..", count: base.count - shared) + target[shared...].map(String.init)
        return steps.isEmpty ? "." : steps.joined(separator: "/")
    }
}
