/// Whether a model can be called here for something.
package enum Access<Provider: Sendable>: Sendable {
    case ready(Provider)
    /// The variable that would have to be set.
    case missing(variable: String)
    /// No adapter of ours asks that of it.
    case unknown
}
