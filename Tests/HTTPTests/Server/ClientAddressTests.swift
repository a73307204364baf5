import HTTP
import Testing

/// Who a client is, as sockets and proxies write it.
@Suite struct ClientAddressTests {
    @Test(arguments: [
        "", "unknown", "_hidden", "203.0.113", "203.0.113.256", "203.0.113.7/24", "[2001:db8::1", "2001:db8::1::2",
        "203.0.113.7 , 1.1.1.1", "example.org", "0x7f.1", "１.1.1.1",
    ])
    func nonsenseIsNoAddress(text: String) { #expect(ClientAddress(text) == nil) }

    @Test func portsAndBracketsAreLeftOut() {
        #expect(ClientAddress("203.0.113.7:4711") == ClientAddress("203.0.113.7"))
        #expect(ClientAddress("[2001:db8::1]:4711") == ClientAddress("2001:db8::1"))
        #expect(ClientAddress("[2001:db8::1]") == ClientAddress("2001:DB8:0:0::1"))
        #expect(ClientAddress("::ffff:203.0.113.7") == .ipv4(0xcb00_7107))
    }

    @Test func aSubscriberOfIPv6HasManyAddresses() {
        #expect(ClientAddress("2001:db8::1")?.network == ClientAddress("2001:db8::ffff:1")?.network)
        #expect(ClientAddress("2001:db8::1")?.network != ClientAddress("2001:db8:0:1::1")?.network)
        #expect(ClientAddress("203.0.113.7")?.network != ClientAddress("203.0.113.8")?.network)
    }

    @Test func thisMachineIsKnown() {
        for text in ["127.0.0.1", "127.9.9.9", "::1", "::ffff:127.0.0.1"] {
            #expect(ClientAddress(text)?.isLocal == true)
        }
        for text in ["128.0.0.1", "::2", "::", "0.0.0.0", "fe80::1"] { #expect(ClientAddress(text)?.isLocal == false) }
        #expect(ClientAddress.unix.isLocal)
    }

    @Test(arguments: [
        ("10.0.0.0/8", "10.255.0.1", true), ("10.0.0.0/8", "11.0.0.1", false), ("10.0.0.1", "10.0.0.1", true),
        ("10.0.0.1", "10.0.0.2", false), ("0.0.0.0/0", "203.0.113.7", true), ("0.0.0.0/0", "2001:db8::1", false),
        ("2001:db8::/32", "2001:db8:ffff::1", true), ("2001:db8::/32", "2001:db9::1", false),
        ("2001:db8::/127", "2001:db8::1", true), ("2001:db8::/127", "2001:db8::2", false),
        ("::/0", "2001:db8::2", true), ("2001:db8::1", "2001:db8::1", true),
    ])
    func rangesHold(range: String, address: String, isIn: Bool) throws {
        let range = try #require(AddressRange(range))
        #expect(range.contains(try #require(ClientAddress(address))) == isIn)
        #expect(!range.contains(.unix))
    }

    @Test(arguments: [
        "", "10.0.0.0/33", "10.0.0.0/", "10.0.0.0/-1", "10.0.0.0/8/8", "::/129", "proxy", "/8", "10.0.0.0/+8",
    ])
    func nonsenseIsNoRange(text: String) { #expect(AddressRange(text) == nil) }

    @Test func socketsOfTheFileSystemAreARangeOfTheirOwn() throws {
        let range = try #require(AddressRange("unix"))
        #expect(range.contains(.unix) && !range.contains(.ipv4(0x7f00_0001)))
    }
}
