/// The body of an answer while it comes in; whoever lets go of it breaks the transfer off.
package final class HTTPStream: Sendable {
    /// The answer without its body.
    package let head: HTTPResponse
    private let body: StreamBody
    private let transfer: Transfer
    private let loop: TransferLoop
    /// Its end would be the transfer's.
    private let client: HTTPClient

    init(head: HTTPResponse, body: StreamBody, transfer: Transfer, loop: TransferLoop, client: HTTPClient) {
        self.head = head
        self.body = body
        self.transfer = transfer
        self.loop = loop
        self.client = client
    }

    deinit { loop.cancel(transfer) }

    /// The next bytes, as many as have come in since; nil at the end of a whole answer.
    ///
    /// Throws what broke the answer off. One task reads at a time; cancelling it aborts the transfer.
    package func next(isolation actor: isolated (any Actor)? = #isolation) async throws(HTTPError) -> [UInt8]? {
        while true {
            switch body.take() {
            case .bytes(let bytes, let wasFull):
                if wasFull { loop.resume(transfer) }
                return bytes
            case .end(let problem):
                if let problem { throw problem }
                return nil
            case .nothingYet: break
            }
            await withTaskCancellationHandler {
                await withCheckedContinuation(isolation: actor) { waiter in body.wait(waiter) }
            } onCancel: {
                loop.cancel(transfer)
            }
        }
    }
}
