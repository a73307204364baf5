import Core
import Dispatch
import Testing

@Suite struct BlockingExecutorTests {
    @Test func worksOnTheCallersThreadOnlyWhereNobodyIsAtWork() {
        let executor = BlockingExecutor(label: "test")
        var times = 0
        #expect(executor.performIfIdle { times += 1 })
        #expect(times == 1)

        let (begun, goesOn) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
        executor.perform {
            begun.signal()
            goesOn.wait()
        }
        begun.wait()
        #expect(!executor.performIfIdle { times += 1 })
        goesOn.signal()
        #expect(times == 1)
    }

    @Test func whatIsDoneOnTheCallersThreadIsIsolated() {
        let executor = BlockingExecutor(label: "test")
        #expect(executor.performIfIdle { executor.checkIsolated() })
    }
}
