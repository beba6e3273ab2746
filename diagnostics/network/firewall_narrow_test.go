package network

import (
	"fmt"
	"testing"
)

// A rule about some places, sources or interfaces closes no door of Spotify's, whoever
// wrote it down.
func TestNarrowRulesCloseNothing(t *testing.T) {
	for _, test := range []struct {
		about, ufw, firewalld, nftables string
		closes                          bool
	}{
		{about: "all", ufw: "0.0.0.0/0 any 0.0.0.0/0 out", closes: true},
		{
			about: "one place", ufw: "192.0.2.7 any 0.0.0.0/0 out", firewalld: "-d 192.0.2.7",
			nftables: `{"payload": {"protocol": "ip", "field": "daddr"}}`,
		},
		{
			about: "one source", ufw: "0.0.0.0/0 any 192.0.2.7 out", firewalld: "-s 192.0.2.7",
			nftables: `{"payload": {"protocol": "ip", "field": "saddr"}}`,
		},
		{
			about: "one source port", ufw: "0.0.0.0/0 5000 0.0.0.0/0 out", firewalld: "--sport 5000",
			nftables: `{"payload": {"protocol": "tcp", "field": "sport"}}`,
		},
		{
			about: "some source ports", ufw: "0.0.0.0/0 5000,5001 0.0.0.0/0 out", firewalld: "-m multiport --sports 5000,5001",
			nftables: `{"payload": {"protocol": "tcp", "field": "sport"}}`,
		},
		{
			about: "one interface", ufw: "0.0.0.0/0 any 0.0.0.0/0 out_eth1", firewalld: "-o eth1",
			nftables: `{"meta": {"key": "oifname"}}`,
		},
	} {
		for name, rules := range map[string][]FirewallRule{
			"ufw":       ufwRules([]byte("### tuple ### deny tcp 80,443,4070 " + test.ufw + "\n")),
			"firewalld": directRule(t, test.firewalld),
			"nftables":  nftablesRule(t, test.nftables),
		} {
			if _, found := (Firewall{Blocks: rules}).againstSpotify(); found != test.closes {
				t.Errorf("%s: a rule about %s is against Spotify: %v", name, test.about, found)
			}
		}
	}
}

// directRule is a rule of firewalld's that closes Spotify's ports to what the words say.
func directRule(t *testing.T, words string) []FirewallRule {
	t.Helper()
	rules, err := firewalldRules([]byte(`<direct><rule chain="OUTPUT">` + words + ` -p tcp --dports 80,443,4070 -j DROP</rule></direct>`))
	if err != nil {
		t.Fatal(err)
	}
	return rules
}

// nftablesRule is one of nftables' that does so where something has a value.
func nftablesRule(t *testing.T, something string) []FirewallRule {
	t.Helper()
	narrow := ""
	if something != "" {
		narrow = fmt.Sprintf(`{"match": {"op": "==", "left": %s, "right": "x"}},`, something)
	}
	firewall, err := parseNftables([]byte(`{"nftables": [
		{"chain": {"family": "inet", "table": "t", "name": "out", "hook": "output"}},
		{"rule": {"family": "inet", "table": "t", "chain": "out", "expr": [` + narrow + `
			{"match": {"op": "==", "left": {"payload": {"protocol": "tcp", "field": "dport"}}, "right": {"set": [80, 443, 4070]}}},
			{"drop": null}]}}]}`))
	if err != nil {
		t.Fatal(err)
	}
	return firewall.Blocks
}
