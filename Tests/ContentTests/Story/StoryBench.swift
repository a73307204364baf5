import Content
import Core
import Imaging
import TestSupport

extension AgentBench {
    /// A brief of a story.
    init(scenes: Int, videos: Bool = false) throws {
        try self.init()
        brief.kind = .story
        brief.prompt = "A fox walks home. It meets an owl. They share a fire."
        brief.scenes = scenes
        brief.videos = videos
    }

    /// Notes that the story was told, as `count` scenes called by their numbers.
    mutating func tell(_ count: Int, characters: String = "A red fox") {
        let scenes = (1...count).map { StoryScene(title: "T\($0)", prompt: "Moment \($0)", camera: "pan left") }
        records.append(StoryArced(title: "Home", arc: "A way home.", characters: characters, scenes: scenes).record)
    }

    /// A small picture that no other number gives.
    static func picture(_ number: Int) throws -> [UInt8] {
        let pixels = (0..<96 * 64 * 3).map { UInt8(truncatingIfNeeded: $0 &* (3 + number)) }
        return try ImageCodec.encode(Raster(width: 96, height: 64, pixels: pixels), as: .png)
    }

    /// An order for a part of the story; `inputs` are what the tasks before it put out.
    func order(
        _ id: TaskID, uses: String, part: StoryPart?, attempt: Int = 1, tryNumber: Int = 1, model: String? = nil,
        inputs: [TaskID: JSONValue] = [:], parameters: JSONValue = .object([:]), retry: RetryPolicy = RetryPolicy()
    ) -> TaskOrder {
        let task = PlanTask(
            id: id, uses: uses, asset: part?.key, attempt: attempt, retry: retry, parameters: parameters)
        return TaskOrder(
            run: Self.run, issue: .file(path: "/somewhere/fox.md"), issueTitle: "Fox", createdAt: Self.createdAt,
            brief: brief, task: task, tryNumber: tryNumber, seed: part == nil ? nil : Seed(7 + attempt), model: model,
            inputs: inputs, records: records, remainingShare: remainingShare)
    }
}
