import HTTP
import Synchronization

/// Takes every body into a file, and keeps the last one.
final class FileService: HTTPService {
    private let kept = Mutex<BodyFile?>(nil)
    private let folder: String

    init(folder: String) { self.folder = folder }

    var file: BodyFile? { kept.withLock { $0 } }

    func admit(_ head: RequestHead) -> Admission {
        do throws(OpenFile.Failure) { return .file(try BodyFile(in: folder, limit: 1 << 20)) } catch {
            return .refused(.text(507, error.reason))
        }
    }

    func answer(_ request: ServerRequest, _ reply: ServerReply) {
        kept.withLock { $0 = request.file }
        reply.send(.text(200, "kept"))
    }
}
