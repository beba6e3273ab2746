//go:build linux

package main

import (
	"errors"
	"net/netip"

	"golang.org/x/net/dns/dnsmessage"
)

// fate is how a DNS query is answered.
type fate struct {
	address netip.Addr // of either family; zero for none
	code    dnsmessage.RCode
	silent  bool
	wrongID bool
}

// fates returns the answers that a name server sends for a host, one after the other.
func (w World) fates(host, server string) []fate {
	truth := fate{address: addressOf(host)}
	named, known := w.Names[host]
	if !known {
		named = w.Names["*"]
	}
	if server != w.Resolver || named == "" {
		return []fate{truth}
	}
	switch named {
	case "slow", "truncated", "plain": // the truth, in the manner described at everyName
		return []fate{truth}
	case "nxdomain":
		return []fate{{code: dnsmessage.RCodeNameError}}
	case "servfail":
		return []fate{{code: dnsmessage.RCodeServerFailure}}
	case "refused":
		return []fate{{code: dnsmessage.RCodeRefused}}
	case "empty":
		return []fate{{}}
	case "silent":
		return []fate{{silent: true}}
	case "wrong-id":
		return []fate{{address: truth.address, wrongID: true}}
	case "late-lie": // the truth, followed by a forged answer
		return []fate{truth, {address: netip.IPv4Unspecified()}}
	case "early-lie": // a forged answer from somebody on the path, followed by the truth
		return []fate{{address: netip.IPv4Unspecified()}, truth}
	}
	return []fate{{address: netip.MustParseAddr(named)}}
}

// answer makes the packet for a fate. If both families are requested, a public address comes
// with its IPv6 sibling.
func (f fate) answer(id uint16, question dnsmessage.Question, both bool) ([]byte, error) {
	if f.wrongID {
		id++
	}
	builder := dnsmessage.NewBuilder(nil, dnsmessage.Header{
		ID: id, Response: true, RecursionDesired: true, RecursionAvailable: true, RCode: f.code,
	})
	if err := errors.Join(builder.StartQuestions(), builder.Question(question), builder.StartAnswers()); err != nil {
		return nil, err
	}
	resource := dnsmessage.ResourceHeader{Name: question.Name, Class: question.Class, TTL: 1}
	var err error
	switch {
	case !f.address.IsValid():
	case question.Type == dnsmessage.TypeA && f.address.Is4():
		err = builder.AResource(resource, dnsmessage.AResource{A: f.address.As4()})
	case question.Type == dnsmessage.TypeAAAA && f.address.Is6():
		err = builder.AAAAResource(resource, dnsmessage.AAAAResource{AAAA: f.address.As16()})
	case question.Type == dnsmessage.TypeAAAA && both && !f.address.IsUnspecified() && !f.address.IsLoopback() && !f.address.IsPrivate():
		err = builder.AAAAResource(resource, dnsmessage.AAAAResource{AAAA: sixth(f.address).As16()})
	}
	if err != nil {
		return nil, err
	}
	return builder.Finish()
}
