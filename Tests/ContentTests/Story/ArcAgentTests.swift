import Content
import Core
import Foundation
import Resources
import Store
import TestSupport
import Testing

/// The agent that splits a story into scenes: what fails first, as it may never hold the story up.
@Suite struct ArcAgentTests {
    private var bench: AgentBench

    init() throws { bench = try AgentBench(scenes: 3) }

    private static let templates = PromptTemplates([
        PromptTemplate(
            name: "story",
            steps: [PromptStep(name: "arc", instructions: "Split it.", role: .reasoning, answerTokens: 900)])
    ])

    private func perform(
        _ text: CannedText?, tryNumber: Int = 1, templates: PromptTemplates = templates, cache: AnswerCache? = nil
    ) async -> AgentAnswer {
        let agent = ArcAgent(
            models: TextModels(text.map { [$0] } ?? []), templates: templates, cache: cache)
        return await agent.perform(
            bench.order(
                "arc", uses: "arc", part: nil, tryNumber: tryNumber, model: text?.model.name,
                retry: RetryPolicy(tries: 3)),
            signals: NoSignals())
    }

    private func arced(_ answer: AgentAnswer) throws -> StoryArced {
        let found = answer.records.compactMap { StoryArced($0) }
        return try #require(found.first, "\(answer.outcome)")
    }

    private static func story(_ count: Int, _ more: [String: JSONValue] = [:]) -> String {
        var members: [String: JSONValue] = [
            "title": "The way home", "arc": "A fox goes home.", "characters": "A red fox", "place": "A wood",
            "look": "ink",
            "scenes": .array(
                (0..<count).map { number in
                    [
                        "title": .string("T\(number + 1)"), "prompt": .string("Moment \(number + 1)"),
                        "camera": "slow push in",
                    ]
                }),
        ]
        members.merge(more) { _, given in given }
        return JSONValue.object(members).text
    }

    /// The prompt split by template, as every failure leaves it.
    private func expectSplit(_ arced: StoryArced, because reason: String) {
        #expect(arced.model == nil && arced.scenes.count == 3)
        for (place, scene) in arced.scenes.enumerated() {
            #expect(scene.prompt.hasPrefix("Scene \(place + 1) of 3, "))
            #expect(scene.prompt.hasSuffix(bench.brief.prompt) && !scene.camera.isEmpty)
        }
        #expect(Set(arced.scenes.map(\.prompt)).count == 3)
        #expect(arced.notes.count == 1 && arced.notes[0].contains(reason), "\(arced.notes)")
    }

    // MARK: What fails

    @Test(arguments: [
        ProviderError.refused(reason: "moderation"), .unauthorised(variable: "ARK_API_KEY"),
        .wasted(reason: "cut off", cost: MicroDollars(5)),
    ])
    func whatNoOtherTryMendsSplitsThePromptByTemplate(error: ProviderError) async throws {
        let text = CannedText([.failure(error)])
        expectSplit(try arced(await perform(text)), because: "canned")
        #expect(text.asked.count == 1)
    }

    @Test(arguments: [ProviderError.throttled(after: nil), .unavailable(reason: "down")])
    func whatMayPassIsTriedAgainAndThenSplits(error: ProviderError) async throws {
        let text = CannedText([.failure(error)])
        let first = await perform(text)
        guard case .transient = first.failure?.kind else {
            Issue.record("\(first.outcome)")
            return
        }
        expectSplit(try arced(await perform(text, tryNumber: 3)), because: "canned")
    }

    @Test(arguments: [
        "", "not JSON", "[]", "{}", #"{"scenes": "three"}"#, #"{"scenes": []}"#, #"{"scenes": [{"prompt": "…"}]}"#,
        #"{"scenes": [1, 2, 3]}"#, #"{"scenes": [{"prompt": "<<<DATA story"}, {"prompt": "b"}, {"prompt": "c"}]}"#,
    ])
    func nonsenseSplitsThePromptAndIsPaidForAllTheSame(answer: String) async throws {
        let made = await perform(CannedText([.success(answer)]))
        let arced = try arced(made)
        expectSplit(arced, because: "writer: its answer")
        #expect(made.spending == Spending(settled: CannedText.cost) && arced.cost == CannedText.cost)
    }

    @Test func withoutAModelOrATemplateThePromptIsSplit() async throws {
        expectSplit(try arced(await perform(nil)), because: "no text model can be called")
        expectSplit(
            try arced(await perform(CannedText([.success("{}")]), templates: PromptTemplates([]))),
            because: "there is no template")
    }

    @Test func ofTooManyScenesTheFirstAndTheLastAreUsed() async throws {
        let arced = try arced(await perform(CannedText([.success(Self.story(6))])))
        #expect(arced.scenes.map(\.prompt) == ["Moment 1", "Moment 2", "Moment 6"])
        #expect(arced.model == "writer" && arced.notes.first?.contains("6 scenes where 3 were asked for") == true)
    }

    @Test func ofTooFewTheRestIsSplitOffThePrompt() async throws {
        let arced = try arced(await perform(CannedText([.success(Self.story(1))])))
        #expect(arced.scenes.count == 3 && arced.scenes[0].prompt == "Moment 1")
        #expect(arced.scenes[2].prompt.hasPrefix("Scene 3 of 3"))
        #expect(arced.notes.first?.contains("1 scene where 3 were asked for") == true)
    }

    @Test mutating func ofTooManyForOneSceneTheLastIsUsed() async throws {
        bench.brief.scenes = 1
        let arced = try arced(await perform(CannedText([.success(Self.story(2))])))
        #expect(arced.scenes.map(\.prompt) == ["Moment 2"])
    }

    @Test func hostileTextIsCleanedAndBounded() async throws {
        let long = String(repeating: "very ", count: 2000)
        let answer = Self.story(
            3,
            [
                "title": .string("\u{1b}[31mRed\u{202e}\n\(long)"), "characters": .string(long), "look": 7,
                "place": .string("a\u{0}b"), "extra": "x",
            ])
        let arced = try arced(await perform(CannedText([.success(answer)])))
        #expect(arced.title.unicodeScalars.count <= 120 && !arced.title.contains("\n"))
        #expect(!arced.title.unicodeScalars.contains { $0.value == 0x1b || $0.value == 0x202e })
        #expect(arced.characters.unicodeScalars.count <= 600 && arced.look.isEmpty && arced.place == "ab")
        let flood = JSONValue.object([
            "scenes": .array(Array(repeating: ["prompt": .string(long)], count: 5000))
        ]).text
        let drowned = try self.arced(await perform(CannedText([.success(flood)])))
        #expect(drowned.scenes.count == 3 && drowned.scenes.allSatisfy { $0.prompt.unicodeScalars.count <= 1200 })
        #expect(drowned.record.payload.text.utf8.count < 20_000, "a record stays small")
    }

    // MARK: What works

    @Test func theBriefGoesAlongAsDataAndTheCountAsOurOwnWords() async throws {
        let text = CannedText([.success(Self.story(3))])
        let arced = try arced(await perform(text))
        #expect(
            arced.scenes.map(\.title) == ["T1", "T2", "T3"] && arced.notes.isEmpty && arced.characters == "A red fox")
        let request = try #require(text.asked.first)
        #expect(request.instructions == "Split it." && request.answerTokens == 900)
        #expect(request.schema == .scenes(count: 3))
        let parts = request.messages.flatMap(\.parts)
        #expect(parts.contains(.text("Tell it in exactly 3 scenes.")))
        #expect(parts.contains(.data(label: "story", bench.brief.prompt)))
    }

    @Test mutating func theIssuesOwnScenesAreUsedAndNobodyIsAsked() async throws {
        bench.brief.items = (1...3).map { BatchItem(key: AssetKey("i\($0)"), prompt: "Own \($0)") }
        let text = CannedText([.success("{}")])
        let agent = ArcAgent(models: TextModels([text]), templates: Self.templates)
        let order = bench.order("arc", uses: "arc", part: nil)
        #expect(agent.offers(for: order) == nil)
        let arced = try arced(await agent.perform(order, signals: NoSignals()))
        #expect(arced.scenes.map(\.prompt) == ["Own 1", "Own 2", "Own 3"] && text.asked.isEmpty && arced.notes.isEmpty)
    }

    @Test func theRecordIsReadBackAsItWas() throws {
        let arced = StoryArced(
            title: "t", arc: "a", characters: "c", place: "p", look: "l",
            scenes: [StoryScene(title: "1", prompt: "x", camera: "y")], model: "m", cost: MicroDollars(3),
            isReused: true, notes: ["n"])
        #expect(StoryArced(arced.record) == arced)
        #expect(StoryArced(RoomFact(type: StoryArced.type, payload: ["title": "t", "scenes": []])) == nil)
    }

    // MARK: The cache

    private var results: FileResultCache {
        FileResultCache(in: bench.folder.path("state"), assets: bench.assets, time: ManualTime(AgentBench.createdAt))
    }

    private func cache(isFresh: Bool = false) -> AnswerCache {
        AnswerCache(results, isFresh: isFresh, files: bench.assets)
    }

    /// Releases before this one kept it as a file, under a key of its own: nobody pays again for having a newer one.
    @Test func whatAnEarlierReleaseKeptIsFoundAndKeptAsTheOthersAre() async throws {
        let text = CannedText([.success(Self.story(3))])
        let key = try #require(
            SHA256Digest(hex: "d8b932fd51b26bb517b6bca31f480843a822e95871cb6cfe20063ebd68bab915"))
        let digest = try await bench.assets.put(Array(Self.story(3).utf8))
        let former = CachedResult(
            sha256: digest, mediaType: .json, size: PixelSize(width: 0, height: 0), bytes: Self.story(3).utf8.count,
            isSigned: false, seed: nil, provider: text.model.provider, model: text.model.name, prompt: "The way home",
            cost: MicroDollars(7))
        try await results.keep(former, for: key)
        let answer = await perform(text, cache: cache())
        #expect(text.asked.isEmpty && answer.spending == .nothing)
        #expect(try arced(answer).isReused && arced(answer).scenes.count == 3)
        // Without the file it is still there.
        let path = try #require(bench.assets.path(of: digest))
        try FileManager.default.removeItem(atPath: path)
        #expect(try arced(await perform(text, cache: cache())).isReused)
        #expect(text.asked.isEmpty)
    }

    @Test mutating func theSameQuestionIsAskedOnce() async throws {
        let text = CannedText([.success(Self.story(3))])
        let first = try arced(await perform(text, cache: cache()))
        let again = await perform(text, cache: cache())
        let second = try arced(again)
        #expect(text.asked.count == 1 && again.spending == .nothing)
        #expect(second.isReused && second.cost == .zero && second.scenes == first.scenes)
        bench.brief.prompt += " The end."
        _ = await perform(text, cache: cache())
        #expect(text.asked.count == 2, "other words are another question")
    }

    @Test func aFreshRunAsksAnewAndATryCutShortIsItsOwn() async throws {
        let text = CannedText([.success(Self.story(3))])
        _ = await perform(text, cache: cache())
        let retried = await perform(text, tryNumber: 2, cache: cache())
        #expect(text.asked.count == 1)
        #expect(retried.spending == Spending(settled: CannedText.cost))
        #expect(try !arced(retried).isReused)
        // The clock stands still: what was made in the run's own moment is its own.
        _ = await perform(text, cache: cache(isFresh: true))
        #expect(text.asked.count == 1)
    }

    @Test func nonsenseIsNotRemembered() async throws {
        let text = CannedText([.success("nonsense"), .success(Self.story(3))])
        _ = await perform(text, cache: cache())
        #expect(try arced(await perform(text, cache: cache())).model == "writer")
        #expect(text.asked.count == 2)
    }

    // MARK: Told again

    @Test mutating func whatIsWantedAndWhatWasToldComeAsData() async throws {
        bench.tell(3)
        let text = CannedText([.success(Self.story(3))])
        let agent = ArcAgent(models: TextModels([text]), templates: Self.templates)
        var order = bench.order("arc@2", uses: "arc", part: nil, attempt: 2, model: text.model.name)
        order.guidance = ["no owl"]
        _ = await agent.perform(order, signals: NoSignals())
        let parts = try #require(text.asked.first).messages.flatMap(\.parts)
        #expect(parts.contains(.data(label: "what is wanted", "no owl")))
        let earlier = parts.compactMap { part -> String? in
            if case .data("told before", let told) = part { told } else { nil }
        }
        #expect(earlier.count == 1 && earlier[0].contains("Moment 2"))
        let plain = ArcAgent(models: TextModels([]), templates: Self.templates)
        let split = try arced(await plain.perform(order, signals: NoSignals()))
        #expect(split.scenes.allSatisfy { $0.prompt.hasSuffix("\nno owl") }, "\(split.scenes)")
    }

    @Test mutating func whatWasRewrittenOfAnotherTellingCountsNoLonger() throws {
        bench.tell(3)
        let key = StoryPart.picture(1).key
        let rewritten = PromptRewritten(
            key: key, step: "optimise", number: 1, count: 1, model: "m", text: "better", cost: .zero)
        bench.records.append(rewritten.record)
        #expect(PromptHistory(bench.records).prompt(of: key) == "better")
        let told = try #require(Story(bench.records).arced?.saying("A  badger\nwaves", in: .picture(1), by: "bob"))
        bench.records.append(told.record)
        #expect(PromptHistory(bench.records).prompt(of: key) == nil)
        let story = Story(bench.records)
        #expect(story.tellings.count == 2 && story.changes.map(\.name) == ["01"])
        #expect(story.arced?.scenes[0].prompt == "A badger waves" && story.arced?.scenes[0].camera == "pan left")
        for words in ["", " \n "] { #expect(told.saying(words, in: .picture(1), by: "bob") == nil) }
        #expect(told.saying("x", in: .picture(4), by: "bob") == nil && told.saying("x", in: .film, by: "b") == nil)
    }
}
