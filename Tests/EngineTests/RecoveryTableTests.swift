import Core
import Engine
import Testing

@Suite struct RecoveryTableTests {
    private let table = RecoveryTable()

    @Test(arguments: [3, 4, 100])
    func fromTheThirdFailureOnAPersonIsAsked(failures: Int) {
        #expect(table.strategy(failed: ["sharpness"], failures: failures, work: .finalVideo) == .askPerson)
    }

    @Test func theDocumentsOwnExampleTunesThePrompt() {
        #expect(
            table.strategy(failed: ["clipSimilarity"], failures: 0)
                == .adjustPrompt(negative: ["blurry", "distorted"], emphasise: ["subject", "style"]))
    }

    @Test func theWordsOfAllFaultsAreTakenOnce() {
        #expect(
            table.strategy(failed: ["sharpness", "clipSimilarity", "noise"], failures: 1)
                == .adjustPrompt(
                    negative: ["blurry", "distorted", "noisy", "grainy", "out of focus"],
                    emphasise: ["subject", "style"]))
    }

    @Test func wordsGoBeforeAnotherModel() {
        guard case .adjustPrompt = table.strategy(failed: ["faceIdentity", "clipSimilarity"], failures: 2) else {
            Issue.record("the document tunes the prompt first")
            return
        }
        #expect(table.strategy(failed: ["faceIdentity"], failures: 0) == .modelSwap)
        #expect(table.strategy(failed: ["size", "something"], failures: 2, work: .finalVideo) == .modelSwap)
    }

    @Test func somethingPoorerComesAfterTwoFailures() throws {
        let step = try #require(table.degradation(of: .finalVideo))
        #expect(table.strategy(failed: ["continuity"], failures: 1, work: .finalVideo) == .retry)
        #expect(table.strategy(failed: ["continuity"], failures: 2, work: .finalVideo) == .lowerQuality(step))
        #expect(table.strategy(failed: ["continuity"], failures: 2, work: .stillWithMotion) == .retry)
        #expect(table.strategy(failed: ["continuity"], failures: 2) == .retry)
    }

    @Test func degradationsLeadDownAndEnd() throws {
        for work in Degradation.Work.allCases {
            var steps = 0
            var current = work
            while let step = table.degradation(of: current) {
                current = step.to
                steps += 1
                try #require(steps < 10, "\(work) leads in a circle")
            }
        }
        #expect(table.degradation(of: .finalVideo)?.to == .previewVideo)
        #expect(table.degradation(of: .previewVideo)?.to == .stillWithMotion)
        #expect(table.degradation(of: .music)?.to == .stockMusic)
        #expect(table.degradation(of: .voice)?.to == .fallbackVoice)
    }

    @Test func levelsAreThoseOfTheDocument() throws {
        let step = try #require(table.degradation(of: .music))
        #expect(RecoveryStrategy.retry.step.level == 1)
        #expect(RecoveryStrategy.adjustPrompt(negative: [], emphasise: []).step.level == 1)
        #expect(RecoveryStrategy.modelSwap.step.level == 2)
        #expect(RecoveryStrategy.lowerQuality(step).step.level == 2)
        #expect(RecoveryStrategy.askPerson.step.level == 3)
    }
}
