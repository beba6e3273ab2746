package network

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/netip"
	"sync/atomic"
	"time"

	"golang.org/x/net/dns/dnsmessage"
)

const (
	// plainDelay is how long a public resolver may take by plain DNS before it is asked
	// over HTTPS. Networks that answer in its place, or drop what is for it, cannot do so
	// there.
	plainDelay = 600 * time.Millisecond
	// nameBodyLimit is the longest answer that plain DNS has with an extension's usual size.
	nameBodyLimit = 4096
	// idleConnection outlives the pause between two names.
	idleConnection = time.Second
)

// plainThenEncrypted asks by plain DNS first and then, where that leads nowhere, over HTTPS.
func plainThenEncrypted(plain, encrypted Lookup) Lookup {
	return func(ctx context.Context, host string) ([]netip.Addr, error) {
		short, cancel := context.WithTimeout(ctx, plainDelay)
		defer cancel()
		addresses, err := plain(short, host)
		if err == nil {
			if addresses, err = leadingSomewhere(addresses); err == nil {
				return addresses, nil
			}
		}
		addresses, encryptedErr := encrypted(ctx, host)
		if encryptedErr != nil {
			return nil, errors.Join(err, encryptedErr)
		}
		return addresses, nil
	}
}

// overHTTPS asks a resolver for a host's IPv4 addresses in the way of RFC 8484. All names
// share one connection, which ends when nobody asks any more.
func overHTTPS(transport *http.Transport, address string) Lookup {
	transport.ForceAttemptHTTP2 = true
	transport.MaxConnsPerHost = 1
	transport.IdleConnTimeout = idleConnection
	transport.MaxResponseHeaderBytes = headerBytes
	var asking atomic.Int32
	return func(ctx context.Context, host string) ([]netip.Addr, error) {
		asking.Add(1)
		defer func() {
			if asking.Add(-1) == 0 {
				transport.CloseIdleConnections()
			}
		}()
		return askOverHTTPS(ctx, transport, address, host)
	}
}

func askOverHTTPS(ctx context.Context, transport http.RoundTripper, address, host string) ([]netip.Addr, error) {
	question, err := nameQuestion(host)
	if err != nil {
		return nil, err
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, address, bytes.NewReader(question))
	if err != nil {
		return nil, fmt.Errorf("ask over HTTPS: %w", err)
	}
	request.Header.Set("Content-Type", "application/dns-message")
	request.Header.Set("Accept", "application/dns-message")
	request.Header.Set("User-Agent", "") // else Go names itself
	response, err := transport.RoundTrip(request)
	if err != nil {
		return nil, fmt.Errorf("ask over HTTPS: %w", err)
	}
	defer response.Body.Close()
	body, err := io.ReadAll(io.LimitReader(response.Body, nameBodyLimit))
	if err != nil {
		return nil, fmt.Errorf("ask over HTTPS: %w", err)
	}
	if response.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("ask over HTTPS: %w: status %d", errStrange, response.StatusCode)
	}
	return parseNameAnswer(host, body)
}

// nameQuestion is the question for a host's IPv4 addresses. Its number is 0, as RFC 8484
// wants it over HTTPS.
func nameQuestion(host string) ([]byte, error) {
	name, err := dnsmessage.NewName(host + ".")
	if err != nil {
		return nil, fmt.Errorf("ask for a name: %w", err)
	}
	message := dnsmessage.Message{
		Header:    dnsmessage.Header{RecursionDesired: true},
		Questions: []dnsmessage.Question{{Name: name, Type: dnsmessage.TypeA, Class: dnsmessage.ClassINET}},
	}
	return message.Pack()
}

// parseNameAnswer returns the addresses in a resolver's answer. The error is a
// *net.DNSError where the resolver says that there are none.
func parseNameAnswer(host string, body []byte) ([]netip.Addr, error) {
	var parser dnsmessage.Parser
	header, err := parser.Start(body)
	if err != nil {
		return nil, fmt.Errorf("read a resolver's answer: %w", err)
	}
	if !header.Response {
		return nil, errStrange
	}
	if header.RCode != dnsmessage.RCodeSuccess {
		return nil, &net.DNSError{Err: "refused", Name: host, IsNotFound: header.RCode == dnsmessage.RCodeNameError, IsTemporary: true}
	}
	if err := parser.SkipAllQuestions(); err != nil {
		return nil, fmt.Errorf("read a resolver's answer: %w", err)
	}
	addresses, err := answeredAddresses(&parser)
	if err != nil {
		return nil, fmt.Errorf("read a resolver's answer: %w", err)
	}
	if len(addresses) == 0 {
		return nil, &net.DNSError{Err: "no address", Name: host, IsNotFound: true}
	}
	return addresses, nil
}

func answeredAddresses(parser *dnsmessage.Parser) ([]netip.Addr, error) {
	var addresses []netip.Addr
	for {
		header, err := parser.AnswerHeader()
		if errors.Is(err, dnsmessage.ErrSectionDone) {
			return addresses, nil
		}
		if err != nil {
			return nil, err
		}
		if header.Type != dnsmessage.TypeA {
			if err := parser.SkipAnswer(); err != nil {
				return nil, err
			}
			continue
		}
		resource, err := parser.AResource()
		if err != nil {
			return nil, err
		}
		addresses = append(addresses, netip.AddrFrom4(resource.A))
	}
}
