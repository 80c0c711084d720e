@main struct SimRunner { static func main() {} }
