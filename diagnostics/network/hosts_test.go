package network_test

import (
	"net/netip"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"retune/diagnostics/network"
)

func TestHostsEntries(t *testing.T) {
	file := "\ufeff# ours\r\n127.0.0.1 localhost\r\n\r\n  0.0.0.0\tAP.Spotify.com. dealer.spotify.com # why\r\nnonsense ap.spotify.com\r\n::1 a.example"
	want := []network.HostsEntry{
		{Line: 2, Address: netip.MustParseAddr("127.0.0.1"), Host: "localhost"},
		{Line: 4, Address: netip.MustParseAddr("0.0.0.0"), Host: "ap.spotify.com"},
		{Line: 4, Address: netip.MustParseAddr("0.0.0.0"), Host: "dealer.spotify.com"},
		{Line: 6, Address: netip.MustParseAddr("::1"), Host: "a.example"},
	}
	got := slices.Collect(network.HostsEntries([]byte(file)))
	if difference := cmp.Diff(want, got, cmpopts.EquateComparable(netip.Addr{})); difference != "" {
		t.Errorf("entries (-want +got):\n%s", difference)
	}
}

func TestNeeded(t *testing.T) {
	for _, host := range []string{
		"spclient.wg.spotify.com", "apresolve.spotify.com", "gew4-spclient.spotify.com", "ash-dealer.spotify.com",
		"ap-gew4.spotify.com", "guc3-accesspoint-b.ap.spotify.com", "ap.gslb.spotify.com", "wg.spotify.com",
	} {
		if !network.Needed(host) {
			t.Errorf("%s is needed", host)
		}
	}
	for _, host := range []string{
		"ads-fa.spotify.com", "log.spotify.com", "ap-.example.com", "xap.spotify.com", ".ap.spotify.com",
		"spotify.com", "ap.spotify.com.example", "evilspotify.com", "x-spclient.spotify.com.example", "ap-a.b.spotify.com",
	} {
		if network.Needed(host) {
			t.Errorf("%s is not needed", host)
		}
	}
}

// Word processors write blanks that no system takes for such.
func TestABlankThatIsNoneMakesNoEntry(t *testing.T) {
	for _, blank := range []string{"\u00a0", "\u0085", "\u2003", "\u3000", "\ufeff"} {
		for _, line := range []string{"0.0.0.0" + blank + "ap.spotify.com", "0.0.0.0" + blank + " ap.spotify.com", "0.0.0.0 " + blank + "ap.spotify.com"} {
			for entry := range network.HostsEntries([]byte(line)) {
				if entry.Blocks() {
					t.Errorf("%q blocks %s", line, entry.Host)
				}
			}
			if switches, err := network.HostsSwitches([]byte(line), "# off: "); err != nil || len(switches) > 0 {
				t.Errorf("%q: %+v, %v", line, switches, err)
			}
		}
	}
	for _, blank := range []string{" ", "\t", "\v", "\f", "\r", " \t "} {
		if got := slices.Collect(network.HostsEntries([]byte("0.0.0.0" + blank + "ap.spotify.com"))); len(got) != 1 || !got[0].Blocks() {
			t.Errorf("%q: %+v", blank, got)
		}
	}
}

func FuzzHostsEntries(f *testing.F) {
	f.Add([]byte("0.0.0.0 ap.spotify.com # x\r\n::1\tlocalhost"))
	f.Add([]byte("\ufeff#\n\n127.0.0.1"))
	f.Add([]byte("fe80::1%en0 a b\x00c \xff\n"))
	f.Fuzz(func(t *testing.T, file []byte) {
		lines := strings.Count(string(file), "\n") + 1
		last := 0
		for entry := range network.HostsEntries(file) {
			if entry.Line < max(last, 1) || entry.Line > lines || !entry.Address.IsValid() {
				t.Fatalf("entry %+v after line %d of %d", entry, last, lines)
			}
			if entry.Blocks() && !network.Needed(entry.Host) {
				t.Fatalf("%+v blocks a host that nobody needs", entry)
			}
			last = entry.Line
		}
	})
}
