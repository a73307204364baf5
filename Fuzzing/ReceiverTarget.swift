import Core
import Crypto
import Store

@testable import HTTP
@testable import Service

/// A delivery: the fields of its head, and its body as each event that is read.
enum ReceiverTarget {
    private static let secret = AuthenticationKey(Array("a secret that is no secret".utf8))
    private static let events = ["issues", "issue_comment", "installation", "pull_request", "check_run", "star"]

    static func read(_ input: [UInt8]) -> Bool {
        let head = String(decoding: input.prefix(100), as: UTF8.self)
        if let signature = WebhookSignature(input.prefix(71)) {
            precondition(!signature.covers(input, secret: secret), "a forged signature was taken")
        }
        for field in ["Content-Length", "Transfer-Encoding"] {
            var headers = HTTPHeaders()
            headers.append(field, head)
            if case .known(let length) = BodyLength(headers) { precondition(length >= 0) }
        }
        let readings = DeliveryScanner.Width.allCases.map { try? DeliveryScanner.fields(of: input, width: $0) }
        precondition(
            readings.allSatisfy { $0 == readings[0] }, "the processor's special instructions read it otherwise")
        var isRead = false
        for event in events {
            guard let delivery = try? Delivery(guid: "fuzz", event: WebhookEvent(event), body: input) else { continue }
            isRead = true
            precondition(delivery.issue.map { $0 > 0 } ?? true)
            precondition(delivery.repository.map { IssueIdentity.isRepository($0) } ?? true)
            for place in delivery.attention { precondition(IssueIdentity.isRepository(place.repository)) }
        }
        return isRead || input.count < 512
    }
}
