package import Core
import HTTP
package import Store

/// Takes deliveries in: checks who signed them, reads what they are about, and answers once they are durable.
///
/// Nothing of a body is looked at before its signature is found right. All of it is done on the server's thread but for the
/// writing, which is the store's; no delivery has a task of its own.
package struct WebhookReceiver: Sendable {
    private let terms: WebhookTerms
    private let store: SQLiteStore
    private let time: any TimeSource
    private let counts: ServiceCounts
    private let basket = DeliveryBasket()

    package init(terms: WebhookTerms, store: SQLiteStore, time: any TimeSource, counts: ServiceCounts) {
        self.terms = terms
        self.store = store
        self.time = time
        self.counts = counts
    }

    /// What can be told from the head alone is answered before a body is read.
    func admit(_ head: RequestHead) -> Admission {
        guard head.method == "POST" else {
            return refused(
                .text(405, "Deliveries of webhooks are posted here.").with("Allow", "POST"), as: .misdirected)
        }
        guard head.hasContent(of: "application/json") else {
            return refused(
                .text(415, "Set the webhook's content type to application/json."), as: .misdirected)
        }
        guard head.headers["content-encoding"] == nil else {
            return refused(.text(415, "A delivery's body comes as it is, not packed."), as: .misdirected)
        }
        guard signature(in: head) != nil else {
            return refused(
                .text(401, "X-Hub-Signature-256 is missing or unreadable: set the webhook's secret."), as: .forged)
        }
        guard Self.guid(in: head) != nil, head.headers.only("x-github-event") != nil else {
            return refused(.text(400, "X-GitHub-Delivery or X-GitHub-Event is missing or unreadable."), as: .unreadable)
        }
        return .body(limit: terms.largestBody)
    }

    func answer(_ request: ServerRequest, _ reply: ServerReply) {
        // A field that comes twice could be read in two ways.
        guard let signature = signature(in: request.head), signature.covers(request.body, secret: terms.secret) else {
            counts.count(.forged)
            reply.send(.text(401, "The signature is not that of this body under the secret that is set here."))
            return
        }
        guard let guid = Self.guid(in: request.head), let name = request.head.headers.only("x-github-event") else {
            counts.count(.unreadable)
            reply.send(.text(400, "X-GitHub-Delivery or X-GitHub-Event is missing or unreadable."))
            return
        }
        do throws(DeliveryFlaw) {
            let event = WebhookEvent(String(decoding: name, as: UTF8.self))
            take(try Delivery(guid: String(decoding: guid, as: UTF8.self), event: event, body: request.body), reply)
        } catch {
            counts.count(.unreadable)
            reply.send(.text(400, error.description))
        }
    }

    private func take(_ delivery: Delivery, _ reply: ServerReply) {
        guard delivery.event != .ping else {
            counts.count(.taken)
            reply.send(.text(200, "pong"))
            return
        }
        let attention = delivery.attention.filter { terms.serves($0.repository) }
        basket.add(delivery.row(receivedAt: time.now(), attention: attention), reply)
    }

    /// Has those that were taken written together: one sync of the disk is the dearest thing about a delivery.
    func flush() {
        let (rows, replies) = basket.empty()
        guard !rows.isEmpty else { return }
        store.take(rows) { [counts] results in
            ServerReply.send(zip(replies, results).map { ($0, Self.response(to: $1, counts)) })
        }
    }

    private static func response(
        to result: Result<DeliveryReceipt, RunLogError>, _ counts: ServiceCounts
    ) -> ServerResponse {
        switch result {
        case .success(.taken):
            counts.count(.taken)
            return taken
        case .success(.repeated):
            counts.count(.repeated)
            return repeated
        case .failure(let error):
            counts.count(.notKept)
            counts.note(error)
            return notKept
        }
    }

    private static let taken = ServerResponse.text(202, "taken")
    private static let repeated = ServerResponse.text(200, "known already")
    private static let notKept = ServerResponse.text(503, "The delivery could not be kept; send it again later.")
        .with("Retry-After", "60")

    private func refused(_ response: ServerResponse, as outcome: DeliveryOutcome) -> Admission {
        counts.count(outcome)
        return .refused(response)
    }

    private func signature(in head: RequestHead) -> WebhookSignature? {
        head.headers.only("x-hub-signature-256").flatMap { WebhookSignature($0) }
    }

    /// Nil for what could not be the number of a delivery.
    private static func guid(in head: RequestHead) -> ArraySlice<UInt8>? {
        guard let field = head.headers.only("x-github-delivery"), (8...64).contains(field.count) else { return nil }
        let isOne = field.allSatisfy {
            (0x30...0x39).contains($0) || (0x61...0x7a).contains($0 | 0x20) || $0 == 0x2d
        }
        return isOne ? field : nil
    }
}
