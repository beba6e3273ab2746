package network

import (
	"encoding/xml"
	"fmt"
	"slices"
	"strings"
)

// firewalldRules reads firewalld's direct.xml: rules in the words of iptables, the only
// ones of firewalld that commonly hold outgoing traffic back.
func firewalldRules(file []byte) ([]FirewallRule, error) {
	var direct struct {
		Rules []struct {
			Chain string `xml:"chain,attr"`
			Words string `xml:",chardata"`
		} `xml:"rule"`
	}
	if err := xml.Unmarshal(file, &direct); err != nil {
		return nil, fmt.Errorf("read the rules of firewalld: %w", err)
	}
	var rules []FirewallRule
	for _, rule := range direct.Rules {
		if block, ok := iptablesRule(strings.Fields(rule.Words)); ok && strings.HasPrefix(rule.Chain, "OUTPUT") {
			rules = append(rules, block)
		}
	}
	return rules, nil
}

// iptablesRule reads a rule in the words of iptables.
func iptablesRule(words []string) (FirewallRule, bool) {
	after := func(names ...string) string {
		i := slices.IndexFunc(words, func(word string) bool { return slices.Contains(names, word) })
		if i < 0 || i+1 == len(words) {
			return ""
		}
		return strings.Trim(words[i+1], `"'`)
	}
	target := after("-j", "--jump")
	if target != "DROP" && target != "REJECT" || slices.Contains(words, "!") || after("-p", "--protocol") == "udp" {
		return FirewallRule{}, false
	}
	// A rule for one place, one source or one interface leaves Spotify others.
	if after(iptablesNarrow()...) != "" {
		return FirewallRule{}, false
	}
	closed := after("--dport", "--destination-port", "--dports", "--destination-ports")
	return FirewallRule{Ports: ports(closed)}, true
}

// iptablesNarrow are the words that make a rule one about some traffic only.
func iptablesNarrow() []string {
	return []string{
		"-d", "--destination", "--dst", "-s", "--source", "--src",
		"--sport", "--source-port", "--sports", "--source-ports", "-o", "--out-interface",
	}
}
