/// What reads text and bytes of strangers.
///
/// Each target stops the program where a reader breaks a promise of its own, not only where it crashes.
enum FuzzTarget: String, CaseIterable {
    case receiver, issue, batch, command, yaml, picture

    /// False for an input that is not worth keeping.
    func read(_ input: [UInt8]) -> Bool {
        switch self {
        case .receiver: ReceiverTarget.read(input)
        case .issue: IssueTarget.read(input)
        case .batch: BatchTarget.read(input)
        case .command: CommandTarget.read(input)
        case .yaml: YAMLTarget.read(input)
        case .picture: PictureTarget.read(input)
        }
    }
}
