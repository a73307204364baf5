import CMemory
import Glibc

@main struct Main {
    static func main() async {
        cmemory_share()
        // Whoever reads us may go away: a write then fails, and we go on.
        signal(SIGPIPE, SIG_IGN)
        let status = await CommandLineTool.run(Array(CommandLine.arguments.dropFirst()))
        status.exitAtOnce()
    }
}
