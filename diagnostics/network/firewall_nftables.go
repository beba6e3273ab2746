package network

import (
	"encoding/json"
	"fmt"
	"slices"
)

// nftRuleset is what "nft --json list ruleset" prints (libnftables-json), as far as it
// matters here.
type nftRuleset struct {
	Entries []struct {
		Chain *nftChain `json:"chain"`
		Rule  *nftRule  `json:"rule"`
	} `json:"nftables"`
}

type nftChain struct {
	Family string `json:"family"`
	Table  string `json:"table"`
	Name   string `json:"name"`
	Hook   string `json:"hook"`
	Policy string `json:"policy"`
}

type nftRule struct {
	Family      string                       `json:"family"`
	Table       string                       `json:"table"`
	Chain       string                       `json:"chain"`
	Expressions []map[string]json.RawMessage `json:"expr"`
}

// nftPlace names a chain.
type nftPlace struct{ family, table, chain string }

// parseNftables reads the rules against outgoing traffic: those of chains that all of it
// goes through, and of the chains to which they jump.
func parseNftables(printed []byte) (Firewall, error) {
	var ruleset nftRuleset
	if err := json.Unmarshal(printed, &ruleset); err != nil {
		return Firewall{}, fmt.Errorf("read the rules of nftables: %w", err)
	}
	firewall := Firewall{Name: firewallNftables}
	outgoing := ruleset.outgoing()
	for _, entry := range ruleset.Entries {
		firewall.Active = firewall.Active || entry.Rule != nil ||
			entry.Chain != nil && entry.Chain.Policy == "drop"
		if entry.Rule != nil && outgoing[entry.Rule.place()] && entry.Rule.stops() {
			firewall.Blocks = append(firewall.Blocks, entry.Rule.block())
		}
	}
	return firewall, nil
}

// outgoing returns the chains that outgoing traffic can come to.
func (r nftRuleset) outgoing() map[nftPlace]bool {
	places := map[nftPlace]bool{}
	var open []nftPlace
	visit := func(place nftPlace) {
		if !places[place] {
			places[place] = true
			open = append(open, place)
		}
	}
	for _, entry := range r.Entries {
		if entry.Chain != nil && slices.Contains([]string{"output", "postrouting"}, entry.Chain.Hook) {
			visit(nftPlace{entry.Chain.Family, entry.Chain.Table, entry.Chain.Name})
		}
	}
	for len(open) > 0 {
		place := open[0]
		open = open[1:]
		for _, entry := range r.Entries {
			if entry.Rule != nil && entry.Rule.place() == place {
				for _, next := range entry.Rule.jumps() {
					visit(next)
				}
			}
		}
	}
	return places
}

func (r *nftRule) place() nftPlace { return nftPlace{r.Family, r.Table, r.Chain} }

func (r *nftRule) jumps() []nftPlace {
	var next []nftPlace
	for _, expression := range r.Expressions {
		for _, word := range []string{"jump", "goto"} {
			var to struct {
				Target string `json:"target"`
			}
			if json.Unmarshal(expression[word], &to) == nil && to.Target != "" {
				next = append(next, nftPlace{r.Family, r.Table, to.Target})
			}
		}
	}
	return next
}

// stops reports whether what the rule is about gets no further.
func (r *nftRule) stops() bool {
	return slices.ContainsFunc(r.Expressions, func(expression map[string]json.RawMessage) bool {
		_, drops := expression["drop"]
		_, rejects := expression["reject"]
		return drops || rejects
	})
}

// block returns what the rule closes: no port, where it is about some places, sources or
// interfaces only.
func (r *nftRule) block() FirewallRule {
	var rule FirewallRule
	for _, expression := range r.Expressions {
		match, ok := nftCompared(expression["match"])
		switch {
		case !ok:
		case slices.Contains([]string{"daddr", "saddr", "sport"}, match.Left.Payload.Field),
			slices.Contains([]string{"oif", "oifname"}, match.Left.Meta.Key):
			return FirewallRule{}
		case match.Operator != "!=" && match.Left.Payload.Protocol != "udp" && match.Left.Payload.Field == "dport":
			rule.Ports = append(rule.Ports, nftNumbers(match.Right)...)
		}
	}
	return rule
}

// nftMatch compares a field of a packet's headers, or what else is known of it, with a value.
type nftMatch struct {
	Operator string `json:"op"`
	Left     struct {
		Payload struct {
			Protocol string `json:"protocol"`
			Field    string `json:"field"`
		} `json:"payload"`
		Meta struct {
			Key string `json:"key"`
		} `json:"meta"`
	} `json:"left"`
	Right json.RawMessage `json:"right"`
}

// nftCompared reads a match, if the expression is one.
func nftCompared(expression json.RawMessage) (match nftMatch, ok bool) {
	return match, json.Unmarshal(expression, &match) == nil
}

// nftNumbers reads a number, a range or a set of both.
func nftNumbers(value json.RawMessage) []uint16 {
	var number uint64
	if json.Unmarshal(value, &number) == nil {
		return portsBetween(number, number)
	}
	var several struct {
		Range []uint64          `json:"range"`
		Set   []json.RawMessage `json:"set"`
	}
	if json.Unmarshal(value, &several) != nil {
		return nil
	}
	if len(several.Range) == 2 {
		return portsBetween(several.Range[0], several.Range[1])
	}
	var found []uint16
	for _, element := range several.Set {
		found = append(found, nftNumbers(element)...)
	}
	return found
}
