package network

import (
	"testing"
	"testing/fstest"
)

func TestKindsOfTunnel(t *testing.T) {
	file := func(text string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(text + "\n")} }
	class := fstest.MapFS{
		"office/uevent": file("DEVTYPE=wireguard\nINTERFACE=office"), "office/type": file("65534"),
		"vpn/tun_flags": file("0x1001"), "vpn/type": file("65534"),
		"bridge/tun_flags": file("0x1002"), "bridge/type": file("1"),
		"dial/type": file("512"), "six/type": file("776"), "unknown/type": file("65534"),
		"xfrm1/type": file("65534"), "wwan0/type": file("65534"), "wwan0/device/vendor": file("x"),
		"eth0/type": file("1"), "wlan0/type": file("1"), "odd/type": file("many"),
	}
	for _, test := range []struct {
		system, name string
		adapter      adapter
		want         string
	}{
		{"linux", "office", adapter{}, TunnelWireGuard},
		{"linux", "vpn", adapter{}, TunnelTUN},
		{"linux", "bridge", adapter{}, TunnelTAP},
		{"linux", "dial", adapter{}, TunnelPPP},
		{"linux", "six", adapter{}, TunnelOther},
		{"linux", "unknown", adapter{}, TunnelOther},
		{"linux", "xfrm1", adapter{}, TunnelIPsec},
		{"linux", "wwan0", adapter{}, ""},
		{"linux", "eth0", adapter{}, ""},
		{"linux", "wlan0", adapter{}, ""},
		{"linux", "odd", adapter{}, ""},
		{"linux", "wg0", adapter{}, TunnelWireGuard},
		{"linux", "pvpnksintrf0", adapter{}, TunnelTUN},
		{"darwin", "utun4", adapter{}, TunnelTUN},
		{"darwin", "ipsec0", adapter{}, TunnelIPsec},
		{"darwin", "ppp0", adapter{}, TunnelPPP},
		{"darwin", "en0", adapter{}, ""},
		{"windows", "Ethernet 3", adapter{6, "TAP-Windows Adapter V9"}, TunnelTAP},
		{"windows", "Office", adapter{ifTypeVirtual, "WireGuard Tunnel"}, TunnelWireGuard},
		{"windows", "Office", adapter{ifTypePPP, "WAN Miniport (IKEv2)"}, TunnelPPP},
		{"windows", "Office", adapter{6, "Cisco AnyConnect Virtual Miniport Adapter"}, TunnelOther},
		{"windows", "Teredo", adapter{ifTypeTunnel, "Teredo Tunneling"}, TunnelOther},
		{"windows", "Ethernet", adapter{6, "Intel(R) Ethernet Connection"}, ""},
		{"windows", "Wi-Fi", adapter{71, "Realtek Wireless Adapter"}, ""},
	} {
		if got := tunnelKind(test.system, test.name, class, test.adapter); got != test.want {
			t.Errorf("%s on %s is %q, want %q", test.name, test.system, got, test.want)
		}
	}
}
