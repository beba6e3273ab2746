package stability

import (
	"net/netip"
	"testing"
)

const ipv4Head = "Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT\n"

func TestTheRouterInLinuxTables(t *testing.T) {
	for name, example := range map[string]struct{ ipv4, ipv6, want string }{
		"one": {
			"wlan0\t00000000\t014DA8C0\t0003\t0\t0\t600\t00000000\t0\t0\t0\n" +
				"wlan0\t004DA8C0\t00000000\t0001\t0\t0\t600\t00FFFFFF\t0\t0\t0\n", "", "192.168.77.1",
		},
		"the cable before the radio": {
			"wlan0\t00000000\t014DA8C0\t0003\t0\t0\t600\t00000000\t0\t0\t0\n" +
				"eth0\t00000000\t0100000A\t0003\t0\t0\t100\t00000000\t0\t0\t0\n", "", "10.0.0.1",
		},
		"no router behind a tunnel":             {"tun0\t00000000\t00000000\t0001\t0\t0\t0\t00000000\t0\t0\t0\n", "", ""},
		"half of everything is not the default": {"tun0\t00000000\t0100080A\t0003\t0\t0\t0\t00000080\t0\t0\t0\n", "", ""},
		"IPv6 alone": {
			"", "00000000000000000000000000000000 00 00000000000000000000000000000000 00 fe800000000000000000000000000001 00000400 00000001 00000000 00000003     eth0\n" +
				"00000000000000000000000000000000 00 00000000000000000000000000000000 00 00000000000000000000000000000000 ffffffff 00000001 00000000 00200200       lo\n",
			"fe80::1%eth0",
		},
		"both families": {
			"wlan0\t00000000\t014DA8C0\t0003\t0\t0\t600\t00000000\t0\t0\t0\n",
			"00000000000000000000000000000000 00 00000000000000000000000000000000 00 fe800000000000000000000000000001 00000001 00000001 00000000 00000003     eth0\n",
			"192.168.77.1",
		},
		"nothing":  {"", "", ""},
		"nonsense": {"a b c d e f g h\n00 00000000 zz 0 0 0 0 00000000\n", "0 00 0 0 zz 0 0 0 0 eth0\n", ""},
	} {
		t.Run(name, func(t *testing.T) {
			got, ok := gatewayOf(ipv4Head+example.ipv4, example.ipv6)
			if ok != (example.want != "") || ok && got != netip.MustParseAddr(example.want) {
				t.Errorf("%v", got)
			}
		})
	}
}
