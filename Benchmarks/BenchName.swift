/// The benches by the names under which `scripts/bench` runs them.
enum BenchName: String, CaseIterable {
    case start, git, dag, dispatch, resume, waiting, events, review, memory, http, download, estimate, webhook,
        million, firstcomment, stream

    static var usage: String {
        let lines = allCases.map { bench in
            "  " + bench.rawValue + String(repeating: " ", count: 14 - bench.rawValue.utf8.count) + bench.summary
        }
        return "Usage: bench [NAME…]   without a name: all of them\n" + lines.joined(separator: "\n")
    }

    private var summary: String {
        switch self {
        case .start: "cold start of 'bot version', and the size of the binary"
        case .git: "a commit of 1,000 incompressible pictures, and a push of 300"
        case .dag: "plans of 1,000 to 1,000,000 no-op tasks through engine and store, beside a C program"
        case .dispatch: "from a met need to the agent's call, with 10,000 tasks at work"
        case .resume: "taking up a run of 100,000 tasks from its rows"
        case .waiting: "10,000 waiting runs in one state folder"
        case .events: "events made durable, one by one and in batches"
        case .review: "technical review of PNG and JPEG pictures"
        case .http: "500 requests of 200 ms and 1 MB each, at most 5, 20 and 100 at once"
        case .download: "a file of 200 MB, hashed as it comes in"
        case .estimate: "what plans of a corpus of briefs estimate, beside what the runs come to"
        case .webhook: "deliveries of 25 KB to 'bot serve', on 1 and on 64 connections"
        case .million: "a million deliveries to 'bot serve': the first and the last hundred thousand"
        case .firstcomment: "from a label's delivery to the first comment on its issue"
        case .stream: "1,000 open pages on the event stream of 'bot serve'"
        case .memory: "a whole run of 100 draft images: time and resident memory"
        }
    }

    func measure() async throws {
        switch self {
        case .start: try startBench()
        case .git: try await gitBench()
        case .dag: try await dagBench()
        case .dispatch: try await dispatchBench()
        case .resume: try await resumeBench()
        case .waiting: try await waitingBench()
        case .events: try await eventsBench()
        case .review: try await reviewBench()
        case .http: try await httpBench()
        case .download: try await downloadBench()
        case .estimate: try await estimateBench()
        case .webhook: try await webhookBench()
        case .million: try await millionBench()
        case .firstcomment: try await firstCommentBench()
        case .stream: try await streamBench()
        case .memory: try memoryBench()
        }
    }
}
