/// Ark's words for what went wrong, as far as they decide anything.
enum ArkCodes {
    /// Codes of a 429 that no waiting mends: a limit that the user set, and plans that are used up (`QuotaExceeded.…Plan…`).
    static let exhausted: Set<String> = ["SetLimitExceeded", "InflightBatchsizeExceeded", "QuotaExceeded.*Plan"]
}
