package import HTTP
import Synchronization

/// Everything that the service answers, by address.
package final class ServiceDoor: HTTPService {
    /// Where deliveries go to.
    package static let webhookPath = "/webhook"

    private let webhooks: WebhookReceiver
    private let counts: ServiceCounts
    private let page: PageDoor?
    private let isOpen = Atomic(true)

    package init(webhooks: WebhookReceiver, counts: ServiceCounts, page: PageDoor? = nil) {
        self.webhooks = webhooks
        self.counts = counts
        self.page = page
    }

    /// From now on it says that it is not ready.
    package func close() { isOpen.store(false, ordering: .relaxed) }

    package func admit(_ head: RequestHead) -> Admission {
        if head.path == Self.webhookPath { return webhooks.admit(head) }
        guard Self.pages.contains(head.path) else {
            return page?.admit(head) ?? .refused(.text(404, "There is nothing here."))
        }
        guard head.method == "GET" || head.method == "HEAD" else {
            return .refused(.text(405, "This can only be read.").with("Allow", "GET, HEAD"))
        }
        return .body(limit: 0)
    }

    package func answer(_ request: ServerRequest, _ reply: ServerReply) {
        let isReady = isOpen.load(ordering: .relaxed)
        switch request.head.path {
        case Self.webhookPath: webhooks.answer(request, reply)
        case "/healthz": reply.send(.text(200, "alive"))
        case "/readyz": reply.send(isReady ? .text(200, "ready") : .text(503, "stopping"))
        case "/metrics":
            reply.send(
                ServerResponse(
                    200, headers: [("Content-Type", "text/plain; version=0.0.4; charset=utf-8")],
                    body: .bytes(Array(counts.metrics(isReady: isReady).utf8))))
        default:
            guard let page else { return reply.send(.text(404, "There is nothing here.")) }
            page.answer(request, reply)
        }
    }

    package func flush() { webhooks.flush() }

    private static let pages: Set<String> = ["/healthz", "/readyz", "/metrics"]
}
