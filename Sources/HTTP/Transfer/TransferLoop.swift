import CCurl
import CMemory
import Core
import Glibc
import Synchronization

/// The thread that owns libcurl's multi handle; everything reaches it through a queue of commands.
///
/// Unchecked because of `multi` and `live`, which that thread alone touches, but for the wake-up, which libcurl allows to any thread
/// and `inbox`'s lock keeps apart from the clean-up.
@safe final class TransferLoop: @unchecked Sendable {
    typealias Waiter = CheckedContinuation<Result<Answer, HTTPError>, Never>

    private enum Command {
        case start(Transfer, Waiter)
        case cancel(Transfer)
        case resume(Transfer)
        case stop(CheckedContinuation<Void, Never>?)
    }

    private struct Inbox {
        var commands: [Command] = []
        /// Nothing is taken in any more, and the multi handle may be gone.
        var isClosed = false
    }

    private let multi: UnsafeMutableRawPointer
    private let inbox = Mutex(Inbox())
    /// Keeps each transfer alive while libcurl holds its pointer.
    private var live: [UnsafeMutableRawPointer: Transfer] = unsafe [:]
    /// Whether the memory of past answers has been given back since.
    private var hasGivenBack = false
    /// Before then no transfer can have stalled; nil where none is looked after.
    private var nextStallCheck: ContinuousClock.Instant?

    /// libcurl asks for it once, before any other call; this is safe on any thread since 7.84.
    private static let library: Void = {
        cmemory_keep()
        _ = curl_global_init(Int(CURL_GLOBAL_DEFAULT))
    }()

    init() throws(HTTPError) {
        Self.library
        guard let multi = unsafe curl_multi_init() else { throw .notSent(reason: "libcurl could not be started") }
        unsafe self.multi = multi
        try startThread()
    }

    func start(_ transfer: Transfer, _ waiter: Waiter) {
        if !post(.start(transfer, waiter)) { waiter.resume(returning: .failure(.shutDown)) }
    }

    /// May come before `start` of the same transfer: the mark is set first, and looked at there.
    func cancel(_ transfer: Transfer) {
        transfer.isCancelled.store(true, ordering: .releasing)
        _ = post(.cancel(transfer))
    }

    /// Its reader has room again.
    func resume(_ transfer: Transfer) { _ = post(.resume(transfer)) }

    /// Ends the thread, and with it every transfer still under way.
    func stop(then waiter: CheckedContinuation<Void, Never>?) {
        if !post(.stop(waiter)) { waiter?.resume() }
    }

    private func post(_ command: Command) -> Bool {
        inbox.withLock { inbox in
            guard !inbox.isClosed else { return false }
            inbox.commands.append(command)
            unsafe curl_multi_wakeup(multi)
            return true
        }
    }

    private func startThread() throws(HTTPError) {
        let loop = unsafe Unmanaged.passRetained(self)
        var thread = pthread_t()
        let result = unsafe pthread_create(
            &thread, nil,
            { pointer in
                if let pointer = unsafe pointer {
                    unsafe Unmanaged<TransferLoop>.fromOpaque(pointer).takeRetainedValue().run()
                }
                return nil
            }, loop.toOpaque())
        guard result == 0 else {
            unsafe loop.release()
            unsafe curl_multi_cleanup(multi)
            throw .notSent(reason: "no thread could be started for HTTP")
        }
        pthread_detach(thread)
    }

    // MARK: On the thread

    private func run() {
        var signals = sigset_t()
        unsafe sigfillset(&signals)
        unsafe pthread_sigmask(SIG_BLOCK, &signals, nil)  // The process's signals, SIGPIPE too, are not this thread's.
        while true {
            let wasIdle = unsafe live.isEmpty
            let commands = inbox.withLock { inbox in
                defer { inbox.commands = [] }
                return inbox.commands
            }
            for (index, command) in commands.enumerated() {
                switch command {
                case .start(let transfer, let waiter): begin(transfer, waiter)
                case .cancel(let transfer): abort(transfer)
                case .resume(let transfer):
                    transfer.moved()
                    watch(transfer)
                    if let handle = unsafe transfer.handle { unsafe curl_easy_pause(handle, CURLPAUSE_CONT) }
                case .stop(let waiter):
                    end(waiter, leaving: commands[(index + 1)...])
                    return
                }
            }
            var running: Int32 = 0
            unsafe curl_multi_perform(multi, &running)
            collectFinished()
            endStalled()
            if wasIdle, commands.isEmpty { giveBack() }
            // libcurl's own timers cut this short, and a command wakes it.
            unsafe curl_multi_poll(multi, nil, 0, longestPoll, nil)
        }
    }

    /// What answers have left behind, which was kept for a second in case others follow.
    private func giveBack() {
        guard !hasGivenBack else { return }
        cmemory_give_back()
        hasGivenBack = true
    }

    /// Milliseconds.
    private var longestPoll: Int32 {
        guard unsafe !live.isEmpty else { return hasGivenBack ? 60_000 : 1000 }
        guard let nextStallCheck else { return 1000 }
        return Int32(clamping: min(1000, max(0, (nextStallCheck - .now).milliseconds + 1)))
    }

    private func watch(_ transfer: Transfer) {
        guard let moment = transfer.stallsAt else { return }
        nextStallCheck = nextStallCheck.map { min($0, moment) } ?? moment
    }

    private func endStalled() {
        guard let check = nextStallCheck, check <= .now else { return }
        let now = ContinuousClock.now
        nextStallCheck = nil
        for unsafe(handle, transfer) in unsafe live {
            guard let moment = transfer.stallsAt else { continue }
            if moment <= now {
                unsafe live[handle] = nil
                unsafe curl_multi_remove_handle(multi, handle)
                transfer.giveUp()
            } else {
                watch(transfer)
            }
        }
    }

    private func begin(_ transfer: Transfer, _ waiter: Waiter) {
        guard !transfer.isCancelled.load(ordering: .acquiring) else {
            waiter.resume(returning: .failure(.cancelled))
            return
        }
        do throws(HTTPError) {
            let handle = unsafe try transfer.open(waiter)
            guard unsafe curl_multi_add_handle(multi, handle) == CURLM_OK else {
                throw .notSent(reason: "libcurl took no further transfer")
            }
            unsafe live[handle] = transfer
            hasGivenBack = false
            watch(transfer)
        } catch {
            transfer.fail(error)
        }
    }

    private func abort(_ transfer: Transfer) {
        guard let handle = unsafe transfer.handle, unsafe live.removeValue(forKey: handle) != nil else { return }
        unsafe curl_multi_remove_handle(multi, handle)
        transfer.fail(.cancelled)
    }

    private func collectFinished() {
        var left: Int32 = 0
        while let message = unsafe curl_multi_info_read(multi, &left) {
            guard unsafe message.pointee.msg == CURLMSG_DONE, let handle = unsafe message.pointee.easy_handle,
                let transfer = unsafe live.removeValue(forKey: handle)
            else { continue }
            let code = unsafe ccurl_msg_result(message)  // Before the handle is removed: the message dies with it.
            unsafe curl_multi_remove_handle(multi, handle)
            transfer.finish(code)
        }
    }

    private func end(_ waiter: CheckedContinuation<Void, Never>?, leaving commands: ArraySlice<Command>) {
        let late = inbox.withLock { inbox in
            inbox.isClosed = true
            defer { inbox.commands = [] }
            return inbox.commands
        }
        let unfinished = unsafe Array(live.values)
        for transfer in unfinished { abort(transfer) }
        unsafe curl_multi_cleanup(multi)
        for command in commands + late {
            switch command {
            case .start(_, let waiter): waiter.resume(returning: .failure(.shutDown))
            case .cancel, .resume: break
            case .stop(let waiter): waiter?.resume()
            }
        }
        waiter?.resume()
    }
}

extension HTTPError {
    static let shutDown = HTTPError.notSent(reason: "the HTTP client has been shut down")
}
