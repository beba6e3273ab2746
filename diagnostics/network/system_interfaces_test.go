package network

import (
	"testing"
	"testing/fstest"
)

func TestKindsOfInterface(t *testing.T) {
	class := fstest.MapFS{
		"wlp2s0/phy80211/name": {}, "wlp2s0/device/vendor": {}, "enp3s0/device/vendor": {}, "tun0/mtu": {},
	}
	for _, test := range [][3]string{
		{"linux", "wlp2s0", Wireless},
		{"linux", "enp3s0", Wired},
		{"linux", "tun0", Other},
		{"windows", "Wi-Fi 2", Wireless},
		{"windows", "Ethernet", Wired},
		{"darwin", "en0", Other},
	} {
		if got := kindOfInterface(test[0], test[1], class); got != test[2] {
			t.Errorf("%s on %s is %q, want %q", test[1], test[0], got, test[2])
		}
	}
}
