package network

import "testing"

// A rule about some places closes no door of Spotify's.
func TestRulesAboutSomePlacesCloseNothing(t *testing.T) {
	for name, read := range map[string]func() []FirewallRule{
		"ufw": func() []FirewallRule {
			return ufwRules([]byte("### tuple ### deny tcp 80,443,4070 192.0.2.7 any 0.0.0.0/0 out\n"))
		},
		"firewalld": func() []FirewallRule {
			rules, err := firewalldRules([]byte(`<direct><rule chain="OUTPUT">-d 192.0.2.7 -p tcp --dports 80,443,4070 -j DROP</rule></direct>`))
			if err != nil {
				t.Fatal(err)
			}
			return rules
		},
		"nftables": func() []FirewallRule {
			firewall, err := parseNftables([]byte(`{"nftables": [
				{"chain": {"family": "inet", "table": "t", "name": "out", "hook": "output"}},
				{"rule": {"family": "inet", "table": "t", "chain": "out", "expr": [
					{"match": {"op": "==", "left": {"payload": {"protocol": "ip", "field": "daddr"}}, "right": "192.0.2.7"}},
					{"match": {"op": "==", "left": {"payload": {"protocol": "tcp", "field": "dport"}}, "right": {"set": [80, 443, 4070]}}},
					{"drop": null}]}}]}`))
			if err != nil {
				t.Fatal(err)
			}
			return firewall.Blocks
		},
	} {
		if how, found := (Firewall{Blocks: read()}).againstSpotify(); found {
			t.Errorf("%s: a rule about one place is taken for one against Spotify, by its %s", name, how)
		}
	}
}
