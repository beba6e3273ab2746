package network

import (
	"cmp"
	"strings"
)

// windowsRule reads a rule as Windows keeps it in its registry: fields with bars between,
// as [MS-FASP] describes them ("v2.31|Action=Block|Active=TRUE|Dir=Out|App=…|Name=…|").
// Only one that is on and holds outgoing traffic back matters. The ports of such rules
// are not read: those that concern Spotify name its program.
func windowsRule(text string) (FirewallRule, bool) {
	fields := map[string]string{}
	for part := range strings.SplitSeq(text, "|") {
		if key, value, found := strings.Cut(part, "="); found {
			fields[key] = value
		}
	}
	on := strings.EqualFold(fields["Action"], "Block") && strings.EqualFold(fields["Active"], "TRUE") &&
		strings.EqualFold(fields["Dir"], "Out")
	if !on {
		return FirewallRule{}, false
	}
	// A rule for one place or protocol leaves Spotify others.
	for _, narrowing := range []string{"RA4", "RA6", "RPort", "RPort2_10", "LPort", "LA4", "LA6", "Svc"} {
		if fields[narrowing] != "" {
			return FirewallRule{}, false
		}
	}
	if protocol := fields["Protocol"]; protocol != "" && protocol != "6" { // 6 is TCP
		return FirewallRule{}, false
	}
	return FirewallRule{Program: cmp.Or(fields["App"], fields["PFN"])}, true
}

// windowsRules reads all of them.
func windowsRules(values []string) []FirewallRule {
	var rules []FirewallRule
	for _, value := range values {
		if rule, ok := windowsRule(value); ok {
			rules = append(rules, rule)
		}
	}
	return rules
}
