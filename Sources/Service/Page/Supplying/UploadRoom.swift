import HTTP
import Synchronization

/// Where files lie that are being sent to the page: a few at a time, each gone with its request.
struct UploadRoom: Sendable {
    /// How many files may be on their way at once.
    static let most = 4
    /// Bytes of one file, with the fields of its form.
    static let mostBytes = 32 << 20

    private let folder: String
    private let places = Places()

    private final class Places: Sendable {
        let taken = Atomic(0)
    }

    init(in stateFolder: String) { folder = stateFolder }

    /// What a form with a file is read into; the answer to its sender where there is no room.
    func admission() -> Admission {
        let places = places
        guard places.taken.add(1, ordering: .relaxed).newValue <= Self.most else {
            places.taken.subtract(1, ordering: .relaxed)
            return .refused(
                .text(503, "Several files are being sent already. Try again in a minute.").with("Retry-After", "60"))
        }
        do throws(OpenFile.Failure) {
            return .file(
                try BodyFile(in: folder, limit: Self.mostBytes) { places.taken.subtract(1, ordering: .relaxed) })
        } catch {
            return .refused(.text(507, "The service's state folder takes no file: \(error.reason)."))
        }
    }
}
