import CCurl
import Core
import FoundationEssentials
import Glibc
import Synchronization

/// One exchange under way: an easy handle, and what its callbacks read from and write to.
///
/// Unchecked because everything but `isCancelled` is touched by the loop's thread alone.
@safe final class Transfer: @unchecked Sendable {
    let isCancelled = Atomic(false)
    private(set) var handle: UnsafeMutableRawPointer?

    let request: HTTPRequest
    private let userAgent: String
    /// A file of the authorities that are trusted; nil for those of this host.
    private let authorities: String?
    private let target: AnswerTarget
    /// Resumed with the whole answer, or with the head alone as soon as the target takes the body that follows.
    private var waiter: TransferLoop.Waiter?
    /// Whether the answer is what was asked for, and goes where it was to go.
    private var isDelivering = false
    private var head: UnsafeMutablePointer<curl_slist>?
    private var message: UnsafeMutablePointer<CChar>?
    private var reader: BodyReader?
    private var collector = AnswerCollector()
    /// When something last came or went; nil while its reader holds it up, or where nobody asks.
    private var lastMove: ContinuousClock.Instant?
    /// Why it was broken off from here, in words.
    private var problem: String?
    /// Whether the host turned out to have an address that this request may not come to.
    private var isOutOfReach = false

    init(_ request: HTTPRequest, to target: AnswerTarget = .memory, userAgent: String, authorities: String? = nil) {
        self.authorities = authorities
        self.request = request
        self.target = target
        self.userAgent = userAgent
        moved()
    }

    deinit { free() }

    /// Makes the handle that the loop adds to its others; from here on the waiter is resumed by `finish` or `fail`.
    func open(_ waiter: TransferLoop.Waiter) throws(HTTPError) -> UnsafeMutableRawPointer {
        self.waiter = waiter
        try request.check()
        if case .file(let body) = target { try body.open() }
        reader = try BodyReader(request.body)
        guard let handle = unsafe curl_easy_init() else { throw .notSent(reason: "libcurl has no memory left") }
        unsafe self.handle = handle
        unsafe setOptions(of: handle)
        unsafe setMethodAndBody(of: handle)
        unsafe setHead(of: handle)
        unsafe setCallbacks(of: handle)
        return unsafe handle
    }

    func finish(_ code: CURLcode) {
        guard let handle = unsafe handle else { return }
        let facts = unsafe TransferFacts(of: handle)
        guard code == CURLE_OK else {
            fail(error(for: code, facts))
            return
        }
        guard collector.isHeadWhole else {
            problem = "the answer broke off within its head"
            fail(error(for: CURLE_PARTIAL_FILE, facts))
            return
        }
        let response = HTTPResponse(
            status: facts.status, headers: collector.headers, body: collector.body, url: facts.url)
        settle(
            .success(
                Answer(
                    response: response, redirect: facts.redirect, elapsed: facts.elapsed, isBegun: isDelivering)))
    }

    /// When it is to be given up if nothing moves until then.
    var stallsAt: ContinuousClock.Instant? {
        guard let stall = request.stall, let lastMove else { return nil }
        return lastMove + stall
    }

    /// Something came or went, or its reader has room again.
    func moved() {
        if request.stall != nil { lastMove = .now }
    }

    /// Nothing has moved for too long.
    func giveUp() {
        problem = "nothing came or went for \((request.stall ?? .zero).milliseconds) ms"
        finish(CURLE_ABORTED_BY_CALLBACK)
    }

    func fail(_ error: HTTPError) { settle(.failure(error)) }

    private func settle(_ result: Result<Answer, HTTPError>) {
        free()
        if let waiter {
            self.waiter = nil
            waiter.resume(returning: result)
        } else if case .events(let body) = target {  // It was resumed with the head.
            if case .failure(let error) = result { body.end(error) } else { body.end(nil) }
        }
    }

    /// The answer's head is whole, so it is known where the body goes; false where it is not to come at all.
    private func beginBody() -> Bool {
        guard let handle = unsafe handle else { return false }
        isDelivering = target.takes(status: collector.status, collector.headers)
        guard collector.announces(atMost: limit) || request.method == "HEAD" else { return false }
        if !isDelivering { collector.makeRoom(atMost: limit) }
        guard isDelivering, case .events = target else { return true }
        let facts = unsafe TransferFacts(of: handle)
        let head = HTTPResponse(status: collector.status, headers: collector.headers, body: [], url: facts.url)
        let waiter = self.waiter
        self.waiter = nil
        waiter?.resume(
            returning: .success(Answer(response: head, redirect: nil, elapsed: facts.elapsed, isBegun: true)))
        return true
    }

    /// What libcurl's write callback returns: as many as were offered, to pause, or 0 to break off.
    private func takeBody(_ bytes: UnsafeRawBufferPointer) -> Int {
        guard unsafe collector.count(bytes, atMost: limit) else { return 0 }
        moved()
        switch target {
        case .events(let body) where isDelivering:
            guard unsafe body.put(bytes) else {
                unsafe collector.discount(bytes)
                lastMove = nil
                return Int(CURL_WRITEFUNC_PAUSE)
            }
        case .file(let body) where isDelivering:
            guard unsafe body.put(bytes) else {
                problem = body.problem
                return 0
            }
        case .memory, .events, .file: unsafe collector.keep(bytes)
        }
        return bytes.count
    }

    private var limit: Int {
        if case .memory = target { return request.largestAnswer }
        return isDelivering ? request.largestAnswer : min(request.largestAnswer, AnswerTarget.longestRefusal)
    }

    private func free() {
        if let handle = unsafe handle { unsafe curl_easy_cleanup(handle) }
        unsafe curl_slist_free_all(head)
        unsafe message?.deallocate()
        unsafe (handle, head, message) = (nil, nil, nil)
        reader = nil
    }

    private func error(for code: CURLcode, _ facts: TransferFacts) -> HTTPError {
        if collector.isTooLarge { return .answerTooLarge(limit: limit) }
        let detail = unsafe message.map { unsafe String(cString: $0) } ?? ""
        let cause = detail.isEmpty ? unsafe String(cString: curl_easy_strerror(code)) : detail
        let known = isOutOfReach ? "its host has no public address" : problem ?? reader?.problem
        let reason = "\(request.method) \(request.printableURL): \(known ?? cause)"
        let wasSent = facts.requestBytes > 0 || collector.hasBegun
        switch code {
        // The second is also said of an answer that is none of HTTP, which tells nothing about what became of the request.
        case CURLE_URL_MALFORMAT, CURLE_UNSUPPORTED_PROTOCOL:
            return wasSent ? .noAnswer(reason: reason) : .invalidURL(request.printableURL)
        case CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CACERT_BADFILE:
            let trouble = CertificateTrouble(code, verification: facts.verification, detail: cause, authorities)
            return .untrusted(reason: "\(request.method) \(request.printableURL): \(trouble)")
        case CURLE_OPERATION_TIMEDOUT:
            let limit = wasSent || facts.elapsed >= request.timeout ? request.timeout : connectTimeout
            return .timedOut(after: limit, sent: wasSent)
        default: return wasSent ? .noAnswer(reason: reason) : .notSent(reason: reason)
        }
    }

    // MARK: Options

    private var connectTimeout: Duration { min(.seconds(30), request.timeout) }

    private func setOptions(of handle: UnsafeMutableRawPointer) {
        unsafe ccurl_set_str(handle, CURLOPT_URL, request.url)
        unsafe ccurl_set_str(handle, CURLOPT_PROTOCOLS_STR, "http,https")
        unsafe ccurl_set_str(handle, CURLOPT_ACCEPT_ENCODING, "")
        unsafe ccurl_set_str(handle, CURLOPT_USERAGENT, userAgent)
        unsafe ccurl_set_long(handle, CURLOPT_NOSIGNAL, 1)
        unsafe ccurl_set_long(handle, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1)  // A proxy's are not the answer's.
        unsafe ccurl_set_long(handle, CURLOPT_TCP_KEEPALIVE, 1)
        unsafe ccurl_set_long(handle, CURLOPT_BUFFERSIZE, 64 << 10)
        unsafe ccurl_set_long(handle, CURLOPT_CONNECTTIMEOUT_MS, max(1, Int(connectTimeout.milliseconds)))
        unsafe ccurl_set_long(handle, CURLOPT_TIMEOUT_MS, max(1, Int(request.timeout.milliseconds)))
        if let authorities { unsafe ccurl_set_str(handle, CURLOPT_CAINFO, authorities) }
        if request.reach.isGuarded(for: request.url) { unsafe setGuard(of: handle) }
        if request.isPaid || request.isSentOnce {
            unsafe ccurl_set_long(handle, CURLOPT_FRESH_CONNECT, 1)
            unsafe ccurl_set_long(handle, CURLOPT_FORBID_REUSE, 1)
            // A connection that carries one exchange gains nothing by HTTP/2, and no other joins it.
            unsafe ccurl_set_long(handle, CURLOPT_HTTP_VERSION, Int(CURL_HTTP_VERSION_1_1))
        } else if request.url.lowercased().hasPrefix("https:") {
            // Rather one more stream of a connection that is being made than another connection.
            unsafe ccurl_set_long(handle, CURLOPT_PIPEWAIT, 1)
        }
        let text = UnsafeMutablePointer<CChar>.allocate(capacity: Int(CURL_ERROR_SIZE))
        unsafe text.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
        unsafe message = text
        unsafe ccurl_set_ptr(handle, CURLOPT_ERRORBUFFER, text)
    }

    /// Looks at each address between its resolution and the connection, so that no name can change its mind in between,
    /// and again before anything is sent: the connection may be one that a request with a wider reach has left.
    private func setGuard(of handle: UnsafeMutableRawPointer) {
        let this = unsafe Unmanaged.passUnretained(self).toOpaque()
        unsafe ccurl_set_ptr(handle, CURLOPT_PREREQDATA, this)
        unsafe ccurl_set_prereq_fn(handle) { user, address, _, _, _ in
            guard let address = unsafe address, unsafe PublicAddress.isPublic(text: String(cString: address)) else {
                unsafe Transfer.from(user)?.isOutOfReach = true
                return CURL_PREREQFUNC_ABORT
            }
            return CURL_PREREQFUNC_OK
        }
        unsafe ccurl_set_ptr(handle, CURLOPT_OPENSOCKETDATA, this)
        unsafe ccurl_set_open_fn(handle) { user, _, address in
            guard let address = unsafe address, let target = unsafe ccurl_address(address),
                unsafe PublicAddress.isPublic(target)
            else {
                unsafe Transfer.from(user)?.isOutOfReach = true
                return CURL_SOCKET_BAD
            }
            let kind = unsafe address.pointee
            return socket(kind.family, kind.socktype | Int32(SOCK_CLOEXEC.rawValue), kind.protocol)
        }
    }

    private func setMethodAndBody(of handle: UnsafeMutableRawPointer) {
        if let reader {
            unsafe ccurl_set_long(handle, CURLOPT_POST, 1)
            unsafe ccurl_set_off(handle, CURLOPT_POSTFIELDSIZE_LARGE, curl_off_t(reader.length))
        } else if request.method == "HEAD" {
            unsafe ccurl_set_long(handle, CURLOPT_NOBODY, 1)
        } else if ["POST", "PUT", "PATCH"].contains(request.method) {  // These say `Content-Length: 0`.
            unsafe ccurl_set_long(handle, CURLOPT_POST, 1)
            unsafe ccurl_set_off(handle, CURLOPT_POSTFIELDSIZE_LARGE, 0)
            unsafe ccurl_set_str(handle, CURLOPT_COPYPOSTFIELDS, "")
        }
        if request.method != "HEAD" { unsafe ccurl_set_str(handle, CURLOPT_CUSTOMREQUEST, request.method) }
    }

    private func setHead(of handle: UnsafeMutableRawPointer) {
        var lines = request.headers.map { $0.value.isEmpty ? "\($0.name);" : "\($0.name): \($0.value)" }
        let names = Set(request.headers.map { $0.name.lowercased() })
        // What libcurl would add of its own accord: a form's type, and a second's wait before a long body.
        for name in ["Content-Type", "Expect"] where !names.contains(name.lowercased()) { lines.append("\(name):") }
        for line in lines {
            if let longer = unsafe curl_slist_append(head, line) { unsafe head = longer }
        }
        unsafe ccurl_set_ptr(handle, CURLOPT_HTTPHEADER, head)
    }

    private func setCallbacks(of handle: UnsafeMutableRawPointer) {
        let this = unsafe Unmanaged.passUnretained(self).toOpaque()
        unsafe ccurl_set_ptr(handle, CURLOPT_HEADERDATA, this)
        unsafe ccurl_set_data_fn(handle, CURLOPT_HEADERFUNCTION) { bytes, _, count, user in
            let transfer = unsafe Transfer.from(user)
            transfer?.moved()
            let line = unsafe UnsafeRawBufferPointer(start: bytes, count: count)
            guard unsafe transfer?.collector.takeHead(line) == true else { return count }
            return transfer?.beginBody() == true ? count : 0
        }
        unsafe ccurl_set_ptr(handle, CURLOPT_WRITEDATA, this)
        unsafe ccurl_set_data_fn(handle, CURLOPT_WRITEFUNCTION) { bytes, _, count, user in
            let piece = unsafe UnsafeRawBufferPointer(start: bytes, count: count)
            return unsafe Transfer.from(user)?.takeBody(piece) ?? 0
        }
        guard reader != nil else { return }
        unsafe ccurl_set_ptr(handle, CURLOPT_READDATA, this)
        unsafe ccurl_set_data_fn(handle, CURLOPT_READFUNCTION) { bytes, size, count, user in
            let room = unsafe UnsafeMutableRawBufferPointer(start: bytes, count: size * count)
            guard let transfer = unsafe Transfer.from(user) else { return Int(CURL_READFUNC_ABORT) }
            transfer.moved()
            return unsafe transfer.reader?.read(into: room) ?? Int(CURL_READFUNC_ABORT)
        }
        unsafe ccurl_set_ptr(handle, CURLOPT_SEEKDATA, this)
        unsafe ccurl_set_seek_fn(handle) { user, offset, origin in
            guard offset == 0, origin == SEEK_SET, let reader = unsafe Transfer.from(user)?.reader else { return 1 }
            reader.rewind()
            return 0
        }
    }

    /// The loop holds the transfer as long as libcurl holds its pointer.
    private static func from(_ pointer: UnsafeMutableRawPointer?) -> Transfer? {
        guard let pointer = unsafe pointer else { return nil }
        return unsafe Unmanaged<Transfer>.fromOpaque(pointer).takeUnretainedValue()
    }
}
