package network

import (
	"context"
	"net"
	"net/netip"
	"strings"
	"sync"
	"testing"

	"go.uber.org/goleak"
	"golang.org/x/net/dns/dnsmessage"

	"retune/diagnostics"
)

// reply is what a responder sends back for a query: any number of messages, or none.
type reply func(query dnsmessage.Message) []dnsmessage.Message

// respond answers queries on loopback until it is stopped, and returns its address.
func respond(t *testing.T, reply reply) (address string, stop func()) {
	t.Helper()
	socket, err := net.ListenPacket("udp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	done := make(chan struct{})
	go func() {
		defer close(done)
		buffer := make([]byte, 4096)
		for {
			n, from, err := socket.ReadFrom(buffer)
			if err != nil {
				return
			}
			var query dnsmessage.Message
			if query.Unpack(buffer[:n]) != nil {
				continue
			}
			for _, message := range reply(query) {
				if packed, err := message.Pack(); err == nil {
					_, _ = socket.WriteTo(packed, from)
				}
			}
		}
	}()
	return socket.LocalAddr().String(), func() { socket.Close(); <-done }
}

// saying is the answer to a query with these addresses, of the family that was asked for.
func saying(query dnsmessage.Message, code dnsmessage.RCode, addresses ...string) dnsmessage.Message {
	question := query.Questions[0]
	answer := dnsmessage.Message{
		Header:    dnsmessage.Header{ID: query.ID, Response: true, RecursionAvailable: true, RCode: code},
		Questions: query.Questions,
	}
	for _, text := range addresses {
		address := netip.MustParseAddr(text)
		header := dnsmessage.ResourceHeader{Name: question.Name, Type: question.Type, Class: question.Class, TTL: 60}
		switch {
		case address.Is4() && question.Type == dnsmessage.TypeA:
			answer.Answers = append(answer.Answers, dnsmessage.Resource{Header: header, Body: &dnsmessage.AResource{A: address.As4()}})
		case address.Is6() && question.Type == dnsmessage.TypeAAAA:
			answer.Answers = append(answer.Answers, dnsmessage.Resource{Header: header, Body: &dnsmessage.AAAAResource{AAAA: address.As16()}})
		}
	}
	return answer
}

func once(query dnsmessage.Message, code dnsmessage.RCode, addresses ...string) []dnsmessage.Message {
	return []dnsmessage.Message{saying(query, code, addresses...)}
}

// forSpotify answers in one way for Spotify's names, and rightly for all others.
func forSpotify(odd reply) reply {
	return func(query dnsmessage.Message) []dnsmessage.Message {
		if strings.HasSuffix(query.Questions[0].Name.String(), ".spotify.com.") {
			return odd(query)
		}
		return right(query)
	}
}

func right(query dnsmessage.Message) []dnsmessage.Message {
	return once(query, dnsmessage.RCodeSuccess, "198.51.100.7", "2001:db8::7")
}

func always(code dnsmessage.RCode, addresses ...string) reply {
	return func(query dnsmessage.Message) []dnsmessage.Message { return once(query, code, addresses...) }
}

func nothing(dnsmessage.Message) []dnsmessage.Message { return nil }

func wrongNumber(query dnsmessage.Message) []dnsmessage.Message {
	answer := saying(query, dnsmessage.RCodeSuccess, "198.51.100.7", "2001:db8::7")
	answer.ID++
	return []dnsmessage.Message{answer}
}

// twice answers rightly, and then a second time with an address that leads nowhere.
func twice(query dnsmessage.Message) []dnsmessage.Message {
	return append(right(query), saying(query, dnsmessage.RCodeSuccess, "0.0.0.0", "::"))
}

// forged sends an answer with a wrong number before the right one, as a forger does who
// did not see the question.
func forged(query dnsmessage.Message) []dnsmessage.Message {
	fake := saying(query, dnsmessage.RCodeSuccess, "0.0.0.0", "::")
	fake.ID++
	return append([]dnsmessage.Message{fake}, right(query)...)
}

func TestWhatAResolverSays(t *testing.T) {
	defer goleak.VerifyNone(t, goleak.IgnoreCurrent())
	var open sync.WaitGroup
	for name, test := range responders() {
		server, stop := respond(t, test.reply)
		defer stop()
		open.Go(func() { test.check(t, name, server) })
	}
	open.Wait()
}

// responder is a way to answer, and what the check sees of it.
type responder struct {
	reply   reply
	saw     diagnostics.Observation
	failure string
	address string // or the kind of sink
}

func responders() map[string]responder {
	return map[string]responder{
		"right":                    {right, diagnostics.SawFine, "", ""},
		"a late second answer":     {twice, diagnostics.SawFine, "", ""},
		"a forgery before it":      {forged, diagnostics.SawFine, "", ""},
		"wrong number":             {wrongNumber, diagnostics.SawFailing, "resolve-timeout", ""},
		"silent":                   {nothing, diagnostics.SawFailing, "resolve-timeout", ""},
		"refused":                  {always(dnsmessage.RCodeRefused), diagnostics.SawFailing, "resolve-server-failure", ""},
		"server failure":           {always(dnsmessage.RCodeServerFailure), diagnostics.SawFailing, "resolve-server-failure", ""},
		"every name denied":        {always(dnsmessage.RCodeNameError), diagnostics.SawFailing, "resolve-name-error", ""},
		"empty for everything":     {always(dnsmessage.RCodeSuccess), diagnostics.SawFailing, "resolve-name-error", ""},
		"Spotify denied":           {forSpotify(always(dnsmessage.RCodeNameError)), diagnostics.SawBlocked, "resolve-name-error", ""},
		"Spotify empty":            {forSpotify(always(dnsmessage.RCodeSuccess)), diagnostics.SawBlocked, "resolve-name-error", ""},
		"Spotify to nowhere":       {forSpotify(always(dnsmessage.RCodeSuccess, "0.0.0.0")), diagnostics.SawBlocked, "resolve-sunk", "0.0.0.0"},
		"Spotify to this computer": {forSpotify(always(dnsmessage.RCodeSuccess, "127.0.0.1")), diagnostics.SawBlocked, "resolve-sunk", "127.0.0.1"},
		"Spotify to the network":   {forSpotify(always(dnsmessage.RCodeSuccess, "192.168.1.9")), diagnostics.SawBlocked, "resolve-sunk", "private"},
		"Spotify refused":          {forSpotify(always(dnsmessage.RCodeRefused)), diagnostics.SawBlocked, "resolve-server-failure", ""},
		"Spotify silent":           {forSpotify(nothing), diagnostics.SawBlocked, "resolve-timeout", ""},
	}
}

func (r responder) check(t *testing.T, name, server string) {
	d := newDiagnosis(Doors{
		Lookup: lookupWith(resolverAt(server)),
		Controls: []Lookup{func(context.Context, string) ([]netip.Addr, error) {
			return []netip.Addr{netip.MustParseAddr("198.51.100.7")}, nil
		}},
	})
	ctx, cancel := context.WithTimeout(t.Context(), resolverTimeout)
	defer cancel()
	finding := d.resolver(ctx, nil)
	failure, _ := finding.Args["Failure"].(string)
	sink, _ := finding.Args["Sink"].(string)
	address, known := finding.Args["Address"].(string)
	if !known {
		address = sink
	}
	if finding.Observation != r.saw || failure != r.failure || address != r.address {
		t.Errorf("%s: it saw %q, %q, %q", name, finding.Observation, failure, address)
	}
}

// resolverAt is what asks a resolver on a computer with Linux, but for its address.
func resolverAt(server string) *net.Resolver {
	var dialer net.Dialer
	return &net.Resolver{PreferGo: true, Dial: endingWithContext(func(ctx context.Context, network, _ string) (net.Conn, error) {
		return dialer.DialContext(ctx, network, server)
	})}
}

func TestTheNetworksDomainIsToldToNobody(t *testing.T) {
	asked := make(chan string, 16)
	server, stop := respond(t, func(query dnsmessage.Message) []dnsmessage.Message {
		asked <- query.Questions[0].Name.String()
		return once(query, dnsmessage.RCodeNameError)
	})
	defer stop()
	lookup := lookupRooted(resolverAt(server))
	if _, err := lookup(t.Context(), "dealer.spotify.com"); codeOf(err) != NameError {
		t.Errorf("the error is %v", err)
	}
	for range len(asked) {
		if name := <-asked; name != "dealer.spotify.com." {
			t.Errorf("it asked for %s", name)
		}
	}
}
