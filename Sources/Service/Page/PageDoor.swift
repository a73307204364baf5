import HTTP
import Page

/// The page as the server sees it: refuses at once what is no person's own request, and hands the rest on.
package final class PageDoor: Sendable {
    private let desk: PageDesk
    private let guardian: PageGuard
    private let jobs: AsyncStream<Job>
    private let entry: AsyncStream<Job>.Continuation

    private struct Job: Sendable {
        let request: ServerRequest
        let route: PageRoute
        let reply: ServerReply
    }

    /// How many requests may wait to be looked at.
    private static let mostWaiting = 4_000
    /// Bytes of a form.
    private static let mostForm = 64 << 10

    package init(desk: PageDesk) {
        self.desk = desk
        guardian = PageGuard(terms: desk.terms)
        (jobs, entry) = AsyncStream.makeStream(bufferingPolicy: .bufferingOldest(Self.mostWaiting))
    }

    /// Answers what comes until it is closed.
    package func run() async {
        await withDiscardingTaskGroup { group in
            for await job in jobs {
                group.addTask { await self.desk.answer(job.request, job.route, job.reply) }
            }
        }
    }

    /// Takes nothing more.
    package func close() {
        entry.finish()
        desk.hub.close()
    }

    /// Nil for an address that is none of the page's.
    func admit(_ head: RequestHead) -> Admission? {
        guard let route = PageRoute(path: head.path) else { return nil }
        let isPost = head.method == "POST"
        guard isPost ? route.isPosted || route == .signIn : !route.isPosted && ["GET", "HEAD"].contains(head.method)
        else {
            return .refused(
                .text(405, "This is not how this address is used.").with("Allow", route.isPosted ? "POST" : "GET, HEAD")
            )
        }
        if case .shipped = route { return .body(limit: 0) }
        if let refusal = guardian.refusal(of: head) { return .refused(refusal) }
        guard isPost else { return .body(limit: 0) }
        if case .supply = route { return desk.admitUpload(head) }
        guard head.hasContent(of: "application/x-www-form-urlencoded") else {
            return .refused(.text(415, "A form of the page is posted here."))
        }
        return .body(limit: Self.mostForm)
    }

    func answer(_ request: ServerRequest, _ reply: ServerReply) {
        guard let route = PageRoute(path: request.head.path) else {
            reply.send(.text(404, "There is nothing here."))
            return
        }
        if case .shipped(let name) = route {
            reply.send(
                PageFile.all.first { $0.name == name }.map(PageAnswer.shipped) ?? .text(404, "There is nothing here."))
            return
        }
        switch entry.yield(Job(request: request, route: route, reply: reply)) {
        case .enqueued: break
        case .dropped, .terminated:
            reply.send(
                .text(503, "Too much is being asked at once, or the service is stopping.").with("Retry-After", "5"))
        @unknown default: reply.send(.text(503, "The service can’t answer now."))
        }
    }
}
