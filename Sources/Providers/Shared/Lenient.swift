/// A part of an answer that is used where it can be read, and is no reason to lose the rest where it can't.
///
/// What was paid for has come: a service that counts in another way than it says must not cost the picture.
struct Lenient<Value: Decodable>: Decodable {
    /// Nil where it is of another kind.
    let value: Value?

    init(from decoder: any Decoder) throws { value = try? Value(from: decoder) }
}
