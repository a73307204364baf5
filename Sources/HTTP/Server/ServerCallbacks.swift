import CMicroHTTPD
import Glibc

/// What libmicrohttpd calls, on the thread of the loop whose pointer it was given.
enum ServerCallbacks {
    /// The library is given their address for good.
    nonisolated(unsafe) static let table: UnsafePointer<cmicrohttpd_callbacks> = {
        let table = UnsafeMutablePointer<cmicrohttpd_callbacks>.allocate(capacity: 1)
        unsafe table.initialize(
            to: cmicrohttpd_callbacks(
                opened: { context, socket in
                    guard let context = unsafe context else { return nil }
                    return unsafe Unmanaged.passUnretained(loop(context).opened(socket)).toOpaque()
                },
                closed: { context, kept in
                    guard let context = unsafe context, let kept = unsafe kept else { return }
                    unsafe loop(context).closed(connection(kept))
                },
                begun: { context, kept, handle, target in
                    guard let context = unsafe context, let kept = unsafe kept, let handle = unsafe handle,
                        let target = unsafe target
                    else { return }
                    unsafe loop(context).begun(String(cString: target), on: connection(kept), handle)
                },
                visited: { context, kept, handle, method, piece, size in
                    guard let context = unsafe context, let kept = unsafe kept, let handle = unsafe handle,
                        let method = unsafe method, let exchange = unsafe connection(kept).exchange
                    else { return 0 }
                    let piece = unsafe UnsafeRawBufferPointer(start: piece, count: size)
                    let goesOn = unsafe loop(context).visited(exchange, piece) {
                        unsafe head(of: exchange, handle, method)
                    }
                    return goesOn ? 1 : 0
                },
                completed: { context, kept in
                    guard let context = unsafe context, let kept = unsafe kept else { return }
                    unsafe loop(context).over(connection(kept))
                }))
        return unsafe UnsafePointer(table)
    }()

    private static func loop(_ context: UnsafeMutableRawPointer) -> ServerLoop {
        unsafe Unmanaged<ServerLoop>.fromOpaque(context).takeUnretainedValue()
    }

    private static func connection(_ kept: UnsafeMutableRawPointer) -> ServerConnection {
        unsafe Unmanaged<ServerConnection>.fromOpaque(kept).takeUnretainedValue()
    }

    private static func bytes(of text: UnsafePointer<CChar>) -> UnsafeRawBufferPointer {
        unsafe UnsafeRawBufferPointer(start: text, count: strlen(text))
    }

    private static func head(
        of exchange: ServerExchange, _ handle: OpaquePointer, _ method: UnsafePointer<CChar>
    ) -> RequestHead {
        var headers = HTTPHeaders()
        headers.reserve()
        unsafe withUnsafeMutablePointer(to: &headers) { list in
            unsafe cmicrohttpd_fields(
                handle,
                { list, name, value in
                    guard let list = unsafe list, let name = unsafe name, let value = unsafe value else { return }
                    unsafe list.assumingMemoryBound(to: HTTPHeaders.self).pointee.append(
                        ServerCallbacks.bytes(of: name), ServerCallbacks.bytes(of: value))
                }, list)
        }
        return RequestHead(
            method: unsafe String(cString: method), target: exchange.target, headers: headers,
            client: exchange.connection.client)
    }
}

/// For answers that stream, whose exchange the library keeps.
extension ServerCallbacks {
    static func read(
        _ source: UnsafeMutableRawPointer?, _ position: UInt64, _ buffer: UnsafeMutablePointer<CChar>?, _ size: Int
    ) -> Int {
        guard let source = unsafe source, let buffer = unsafe buffer else { return cmicrohttpd_end }
        let exchange = unsafe Unmanaged<ServerExchange>.fromOpaque(source).takeUnretainedValue()
        return unsafe exchange.loop.portion(
            of: exchange, into: UnsafeMutableRawBufferPointer(start: buffer, count: size))
    }

    static func forget(_ source: UnsafeMutableRawPointer?) {
        if let source = unsafe source { unsafe Unmanaged<ServerExchange>.fromOpaque(source).release() }
    }
}
