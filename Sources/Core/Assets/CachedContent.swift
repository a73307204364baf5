/// What a record of the cache tells of.
package enum CachedContent: Hashable, Sendable {
    case file(CachedResult)
    case answer(CachedAnswer)
}
