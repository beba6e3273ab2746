package network

import (
	"context"
	"errors"
	"io/fs"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"retune/diagnostics/system"
)

const windowsBlock = `v2.31|Action=Block|Active=TRUE|Dir=Out|Protocol=6|App=C:\Users\ann\AppData\Roaming\Spotify\Spotify.exe|Name=No music|`

func TestWindowsRules(t *testing.T) {
	const program = `C:\Users\ann\AppData\Roaming\Spotify\Spotify.exe`
	for _, test := range []struct {
		name, text string
		want       []FirewallRule
	}{
		{"blocks", windowsBlock, []FirewallRule{{Program: program}}},
		{"blocks a package", `v2.31|Action=Block|Active=TRUE|Dir=Out|PFN=SpotifyAB.SpotifyMusic_x|Name=n|`, []FirewallRule{{Program: "SpotifyAB.SpotifyMusic_x"}}},
		{"allows", `v2.31|Action=Allow|Active=TRUE|Dir=Out|App=x|Name=n|`, nil},
		{"is off", `v2.31|Action=Block|Active=FALSE|Dir=Out|App=x|Name=n|`, nil},
		{"keeps others from coming in", `v2.31|Action=Block|Active=TRUE|Dir=In|App=x|Name=n|`, nil},
		{"UDP alone", `v2.31|Action=Block|Active=TRUE|Dir=Out|Protocol=17|App=x|Name=n|`, nil},
		{"one place alone", `v2.31|Action=Block|Active=TRUE|Dir=Out|RA4=192.0.2.1|App=x|Name=n|`, nil},
		{"nonsense", `|=|==|`, nil},
	} {
		if difference := cmp.Diff(test.want, windowsRules([]string{test.text})); difference != "" {
			t.Errorf("%s (-want +got):\n%s", test.name, difference)
		}
	}
}

func TestUFWRules(t *testing.T) {
	const file = `*filter
### tuple ### deny any 4070 0.0.0.0/0 any 0.0.0.0/0 out comment=4e6f206d75736963
-A ufw-user-output -p tcp --dport 4070 -j DROP
### tuple ### reject tcp 80,443 0.0.0.0/0 any 0.0.0.0/0 out
### tuple ### deny_log tcp 4000:5000 0.0.0.0/0 any 0.0.0.0/0 - - out
### tuple ### deny tcp ssh,4070,80:http 0.0.0.0/0 any 0.0.0.0/0 out
deny tcp 443 0.0.0.0/0 any 0.0.0.0/0 out
### tuple ### deny udp 4070 0.0.0.0/0 any 0.0.0.0/0 out
### tuple ### deny tcp 4070 0.0.0.0/0 any 0.0.0.0/0 in
### tuple ### allow tcp 4070 0.0.0.0/0 any 0.0.0.0/0 out
### tuple ### deny
`
	want := []FirewallRule{
		{Ports: []uint16{4070}},
		{Ports: []uint16{80, 443}},
		{Ports: []uint16{4070}},
		{Ports: []uint16{4070}},
	}
	if difference := cmp.Diff(want, ufwRules([]byte(file))); difference != "" {
		t.Errorf("(-want +got):\n%s", difference)
	}
	for text, want := range map[string]bool{
		"ENABLED=yes\n": true, "# ENABLED=yes\nENABLED=no\n": false, "ENABLED=\"YES\"\r\n": true, "": false,
	} {
		if got := ufwEnabled([]byte(text)); got != want {
			t.Errorf("%q: enabled %v", text, got)
		}
	}
}

func TestFirewalldRules(t *testing.T) {
	const file = `<?xml version="1.0"?><direct>
<rule ipv="ipv4" table="filter" chain="OUTPUT" priority="0">-p tcp -m owner --uid-owner ann -m multiport --dports 80,443,4070 -j REJECT</rule>
<rule ipv="ipv4" table="filter" chain="INPUT" priority="0">-p tcp --dport 4070 -j DROP</rule>
<rule ipv="ipv4" table="filter" chain="OUTPUT" priority="0">-p tcp --dport 4070 -j ACCEPT</rule>
<rule ipv="ipv4" table="filter" chain="OUTPUT" priority="0">-p tcp ! --dport 4070 -j DROP</rule>
<rule ipv="ipv4" table="filter" chain="OUTPUT" priority="0">-p udp --dport 4070 -j DROP</rule>
<rule ipv="ipv4" table="filter" chain="OUTPUT" priority="0">-j</rule>
</direct>`
	want := []FirewallRule{{Ports: []uint16{80, 443, 4070}}}
	got, err := firewalldRules([]byte(file))
	if difference := cmp.Diff(want, got); err != nil || difference != "" {
		t.Errorf("%v (-want +got):\n%s", err, difference)
	}
	if got, err := firewalldRules([]byte(file[:len(file)-4])); err == nil || got != nil {
		t.Errorf("of half a file: %v, %v", got, err)
	}
}

const nftPrinted = `{"nftables": [{"metainfo": {"version": "1.0.6"}},
{"chain": {"family": "inet", "table": "mine", "name": "out", "type": "filter", "hook": "output", "prio": 0, "policy": "accept"}},
{"chain": {"family": "inet", "table": "mine", "name": "in", "type": "filter", "hook": "input", "prio": 0, "policy": "drop"}},
{"chain": {"family": "inet", "table": "mine", "name": "music"}},
{"chain": {"family": "inet", "table": "mine", "name": "guests"}},
{"rule": {"family": "inet", "table": "mine", "chain": "in", "expr": [{"jump": {"target": "guests"}}]}},
{"rule": {"family": "inet", "table": "mine", "chain": "guests", "expr": [
  {"match": {"op": "==", "left": {"payload": {"protocol": "tcp", "field": "dport"}}, "right": 443}}, {"drop": null}]}},
{"rule": {"family": "inet", "table": "mine", "chain": "music", "expr": [{"goto": {"target": "out"}}]}},
{"rule": {"family": "inet", "table": "mine", "chain": "out", "expr": [
  {"match": {"op": "!=", "left": {"payload": {"protocol": "tcp", "field": "dport"}}, "right": 4070}},
  {"match": {"op": "==", "left": {"payload": {"protocol": "tcp", "field": "window"}}, "right": 443}}, {"reject": null}]}},
{"rule": {"family": "inet", "table": "mine", "chain": "out", "expr": [{"jump": {"target": "music"}}]}},
{"rule": {"family": "inet", "table": "mine", "chain": "music", "comment": "No music", "expr": [
  {"match": {"op": "==", "left": {"payload": {"protocol": "tcp", "field": "dport"}}, "right": {"set": [80, {"range": [440, 450]}, 4070]}}}, {"drop": null}]}},
{"rule": {"family": "inet", "table": "mine", "chain": "out", "expr": [
  {"match": {"op": "==", "left": {"payload": {"protocol": "udp", "field": "dport"}}, "right": 4070}}, {"drop": null}]}},
{"rule": {"family": "inet", "table": "mine", "chain": "in", "expr": [
  {"match": {"op": "==", "left": {"payload": {"protocol": "tcp", "field": "dport"}}, "right": 4070}}, {"drop": null}]}},
{"rule": {"family": "inet", "table": "mine", "chain": "out", "expr": [
  {"match": {"op": "==", "left": {"payload": {"protocol": "tcp", "field": "dport"}}, "right": 4070}}, {"accept": null}]}}]}`

func TestNftablesRules(t *testing.T) {
	want := Firewall{Name: "nftables", Active: true, Blocks: []FirewallRule{
		{},
		{Ports: []uint16{80, 443, 4070}},
		{},
	}}
	got, err := parseNftables([]byte(nftPrinted))
	if difference := cmp.Diff(want, got); err != nil || difference != "" {
		t.Errorf("%v (-want +got):\n%s", err, difference)
	}
	for text, active := range map[string]bool{
		`{"metainfo": {}}`: false,
		`{"chain": {"name": "o", "policy": "accept"}}`: false,
		`{"chain": {"name": "o", "policy": "drop"}}`:   true,
		`{"rule": {"chain": "o", "expr": []}}`:         true,
		`{"rule": {"chain": "o"}}, {"metainfo": {}}`:   true,
	} {
		if got, err := parseNftables([]byte(`{"nftables": [` + text + `]}`)); err != nil || got.Active != active {
			t.Errorf("%s: %+v, %v", text, got, err)
		}
	}
}

// folder is a door to files that are all known beforehand.
type folder struct {
	system.Files
	files map[string]string
}

func (f folder) Read(path string, _ int64) ([]byte, error) {
	if text, ok := f.files[path]; ok {
		return []byte(text), nil
	}
	return nil, fs.ErrNotExist
}

func (f folder) Modified(path string) (time.Time, error) {
	_, err := f.Read(path, 0)
	return time.Time{}, err
}

func TestWhichFirewallIsRead(t *testing.T) {
	nft := printing{command: "nft --json list ruleset", output: nftPrinted}
	ufw := map[string]string{"/etc/ufw/ufw.conf": "ENABLED=yes\n"}
	tuple := "### tuple ### deny tcp 4070 0.0.0.0/0 any 0.0.0.0/0 out\n"
	direct := `<direct><rule chain="OUTPUT">-p tcp --dport 4070 -j DROP</rule></direct>`
	for _, test := range []struct {
		name, system string
		files        map[string]string
		commands     printing
		want         string // its name; empty: none can be read
		blocks       int
		unread       bool
	}{
		{"nothing", "linux", nil, printing{}, "", 0, false},
		{"ufw, for everybody", "linux", ufw, printing{}, "ufw", 0, true},
		{"ufw, for an administrator", "linux", ufw, nft, "ufw", 3, false},
		{"ufw with its rules", "linux", map[string]string{"/etc/ufw/ufw.conf": "ENABLED=yes\n", "/etc/ufw/user.rules": tuple}, printing{}, "ufw", 1, true},
		{"ufw that is off", "linux", map[string]string{"/etc/ufw/ufw.conf": "ENABLED=no\n"}, nft, "nftables", 3, false},
		{"firewalld", "linux", map[string]string{"/run/firewalld.pid": "1"}, printing{}, "firewalld", 0, true},
		{
			"firewalld with its rules", "linux",
			map[string]string{"/run/firewalld.pid": "1", "/etc/firewalld/direct.xml": direct},
			printing{},
			"firewalld", 1, true,
		},
		{
			"firewalld, and half of its rules", "linux",
			map[string]string{"/run/firewalld.pid": "1", "/etc/firewalld/direct.xml": direct[:60]},
			printing{},
			"firewalld", 0, true,
		},
		{"what nft prints is damaged", "linux", nil, printing{command: nft.command, output: "{"}, "", 0, false},
		{"macOS", "darwin", ufw, nft, "", 0, false},
		{"Windows", "windows", ufw, nft, "Windows Defender Firewall", 1, false},
	} {
		reader := firewallReader{
			environment: system.Environment{System: test.system}, commands: test.commands, files: folder{files: test.files},
			windows: func() (Firewall, error) {
				return Firewall{Name: firewallWindows, Blocks: windowsRules([]string{windowsBlock})}, nil
			},
		}
		got, err := reader.read(context.Background())
		if got.Name != test.want || len(got.Blocks) != test.blocks || got.Unread != test.unread || (err == nil) != (test.want != "") {
			t.Errorf("%s: %+v, %v", test.name, got, err)
		}
		if test.name == "nothing" && !errors.Is(err, ErrNoFirewall) {
			t.Errorf("%s: %v", test.name, err)
		}
	}
}

func FuzzFirewallRules(f *testing.F) {
	f.Add([]byte(windowsBlock))
	f.Add([]byte(nftPrinted))
	f.Add([]byte("### tuple ### deny any 1:4070 0.0.0.0/0 any 0.0.0.0/0 out comment=4e6f\nENABLED=yes"))
	f.Add([]byte(`<direct><rule chain="OUTPUT">-p tcp --dports 1:65535 -j DROP</rule></direct>`))
	f.Fuzz(func(t *testing.T, text []byte) {
		_ = ufwEnabled(text)
		rules := append(windowsRules([]string{string(text)}), ufwRules(text)...)
		if firewalld, err := firewalldRules(text); err == nil {
			rules = append(rules, firewalld...)
		}
		if nftables, err := parseNftables(text); err == nil {
			rules = append(rules, nftables.Blocks...)
		}
		for _, rule := range rules {
			if len(rule.Ports) > len(text) {
				t.Fatalf("%d ports from %d bytes", len(rule.Ports), len(text))
			}
		}
	})
}
