/// One request as it was read.
package struct ServerRequest: Sendable {
    package let head: RequestHead
    package let body: [UInt8]
    /// The body in a file, where it was admitted so; `body` is empty then.
    package let file: BodyFile?

    package init(head: RequestHead, body: [UInt8], file: BodyFile? = nil) {
        self.head = head
        self.body = body
        self.file = file
    }
}
