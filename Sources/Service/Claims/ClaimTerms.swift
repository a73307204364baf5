/// How claims are kept.
package struct ClaimTerms: Hashable, Sendable {
    /// For how long a claim that nobody renews binds others.
    package var lease = Duration.seconds(180)
    /// How long a claim that is not renewed is watched in one step.
    package var look = Duration.seconds(10)
    /// What is made durable here is passed on after so long; what is about to be paid for at once.
    package var rest = Duration.seconds(2)
    /// Files beyond so many bytes are not passed on.
    package var largestFile = 100 << 20
    /// Nor are further ones once a run's have so many.
    package var largestFiles = 1 << 30
    /// What was chosen stays with the account of a delivered run up to so many bytes a file: larger ones lie outside Git.
    package var largestKept = 10_000_000
    /// Answers of text models beyond so many bytes are not passed on.
    package var largestAnswer = 1 << 20
    /// How often a server that does not answer is asked, with rests of 1, 2, 4, … seconds in between.
    package var tries = 6

    package init() {}
}
