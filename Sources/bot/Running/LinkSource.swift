import Content
import Core
import GitHub

/// Where the files of a run can be reached by whoever reads its report.
struct LinkSource: Sendable {
    let workshop: Workshop
}
