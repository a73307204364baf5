/// The deliveries that ask for something themselves, read once each: there are few of them among very many.
struct PressScan {
    /// Up to which delivery they have been read.
    var last: Int64 = 0
    var found: [AttentionPlace: [DeliveryRow]] = [:]
}
