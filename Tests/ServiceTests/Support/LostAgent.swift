import Core
import Engine

/// Fails as only a person can mend.
struct LostAgent: Agent {
    let name = "image"

    func perform(_ order: TaskOrder, signals: any SignalSink) async -> AgentAnswer {
        AgentAnswer(.failed(TaskFailure(.needsPerson, "the service wants a new contract")))
    }
}
