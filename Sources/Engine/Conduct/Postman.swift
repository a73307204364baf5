import Core

/// Brings what comes in from other processes to the run that this one conducts.
struct Postman {
    let log: any RunLog
    let run: RunID
    let time: any TimeSource

    /// Looks into the inbox again and again; what has been `read` already is not brought twice.
    func walk(every rest: Duration, after read: Int, to mailbox: Mailbox) -> Task<Void, Never> {
        Task { [self] in
            var last = read
            while !Task.isCancelled, (try? await time.sleep(for: rest)) != nil {  // Cancelled: the run has left.
                // What can't be read now is there at the next look; what no one can read is said when the run is taken up.
                for entry in (try? await log.inbox(of: run)) ?? [] where entry.number > last {
                    last = entry.number
                    guard let letter = try? Letter(entry) else { continue }
                    mailbox.send(.letter(entry.number, letter))
                }
            }
        }
    }
}
