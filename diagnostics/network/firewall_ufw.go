package network

import (
	"slices"
	"strconv"
	"strings"
)

// ufwEnabled reads ufw.conf.
func ufwEnabled(file []byte) bool {
	for line := range strings.Lines(string(file)) {
		key, value, _ := strings.Cut(strings.TrimSpace(line), "=")
		if key == "ENABLED" {
			return strings.EqualFold(strings.Trim(value, `"' `), "yes")
		}
	}
	return false
}

// ufwRules reads user.rules, in which ufw keeps each rule of the person's as a line
// "### tuple ### action protocol port to port from [applications] direction [comment]".
func ufwRules(file []byte) []FirewallRule {
	var rules []FirewallRule
	for line := range strings.Lines(string(file)) {
		tuple, found := strings.CutPrefix(line, "### tuple ### ")
		if !found {
			continue
		}
		if rule, ok := ufwRule(strings.Fields(tuple)); ok {
			rules = append(rules, rule)
		}
	}
	return rules
}

// Where the parts of a tuple stand.
const (
	ufwAction = iota
	ufwProtocol
	ufwPort
	ufwTo       // where to
	ufwFromPort // the port from which
	ufwFrom     // from where
	ufwRest
)

func ufwRule(fields []string) (FirewallRule, bool) {
	if len(fields) <= ufwRest || !ufwBlocks(fields[ufwAction]) {
		return FirewallRule{}, false
	}
	// A rule for one place, one source or one interface ("out_eth1") leaves Spotify others.
	narrow := !ufwAnywhere(fields[ufwTo]) || !ufwAnywhere(fields[ufwFrom]) || fields[ufwFromPort] != "any" ||
		!slices.Contains(fields[ufwRest:], "out")
	if narrow || strings.EqualFold(fields[ufwProtocol], "udp") {
		return FirewallRule{}, false
	}
	return FirewallRule{Ports: ports(fields[ufwPort])}, true
}

func ufwAnywhere(place string) bool {
	return slices.Contains([]string{"0.0.0.0/0", "::/0", "any"}, place)
}

func ufwBlocks(action string) bool {
	return slices.ContainsFunc([]string{"deny", "reject"}, func(word string) bool { return strings.HasPrefix(action, word) })
}

// ports reads "4070", "80,443" and "4000:5000". Only the ports of access points are kept
// of a range.
func ports(text string) []uint16 {
	var found []uint16
	for part := range strings.SplitSeq(text, ",") {
		from, to, isRange := strings.Cut(part, ":")
		low, err := strconv.ParseUint(from, 10, 16)
		if err != nil {
			continue
		}
		high := low
		if isRange {
			if high, err = strconv.ParseUint(to, 10, 16); err != nil {
				continue
			}
		}
		found = append(found, portsBetween(low, high)...)
	}
	return found
}

func portsBetween(low, high uint64) []uint16 {
	var found []uint16
	for _, port := range accessPointPorts() {
		if low <= uint64(port) && uint64(port) <= high {
			found = append(found, port)
		}
	}
	return found
}
