import CMemory
import Core
import Glibc

/// `bench [NAME…]`: measures, and prints one JSON object a line.
@main struct Bench {
    static func main() async {
        cmemory_share()  // As the bot does.
        let names = CommandLine.arguments.dropFirst()
        if names.contains("--help") || names.contains("-h") {
            print(BenchName.usage)
            return
        }
        if let part = BenchPart(rawValue: names.first ?? "") {
            do { try await part.run(Array(names.dropFirst())) } catch { fail("\(error)", 1) }
            return
        }
        var wanted: [BenchName] = []
        for name in names {
            guard let known = BenchName(rawValue: name) else {
                fail("There is no bench '\(name)'.\n\(BenchName.usage)", 2)
            }
            wanted.append(known)
        }
        if wanted.isEmpty { wanted = BenchName.allCases }
        do {
            if wanted.count == 1 {
                try await wanted[0].measure()
            } else {
                for name in wanted { try runAlone(name) }
            }
        } catch {
            fail("\(error)", 1)
        }
    }

    /// In a process of its own, so that none is measured in the memory that another has left behind.
    private static func runAlone(_ name: BenchName) throws(BenchError) {
        let child = try ChildProcess.run([ChildProcess.ownPath, name.rawValue], output: .inherited)
        guard child.exitStatus == 0 else { throw BenchError("The bench '\(name.rawValue)' failed.") }
    }

    private static func fail(_ message: String, _ status: Int32) -> Never {
        let line = Array("\(message)\n".utf8)
        unsafe line.withUnsafeBytes { bytes in _ = unsafe write(STDERR_FILENO, bytes.baseAddress, bytes.count) }
        exit(status)
    }
}
