@main struct Bot { static func main() {} }
