package network

import (
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"sync"
	"sync/atomic"
	"testing"

	"go.uber.org/goleak"
	"golang.org/x/net/dns/dnsmessage"
)

// resolverOverHTTPS is a resolver on loopback, and counts the connections to it.
func resolverOverHTTPS(t *testing.T, answer http.HandlerFunc) (Lookup, *atomic.Int32) {
	t.Helper()
	var connections atomic.Int32
	server := httptest.NewUnstartedServer(answer)
	server.EnableHTTP2 = true
	server.Config.ConnState = func(_ net.Conn, state http.ConnState) {
		if state == http.StateNew {
			connections.Add(1)
		}
	}
	server.StartTLS()
	t.Cleanup(server.Close)
	transport := server.Client().Transport.(*http.Transport).Clone()
	return overHTTPS(transport, server.URL+"/dns-query"), &connections
}

func answering(reply reply) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		var query dnsmessage.Message
		anonymous := r.Header.Get("User-Agent") == "" // a public resolver need not know who asks
		if r.Header.Get("Content-Type") != "application/dns-message" || !anonymous || query.Unpack(body) != nil {
			w.WriteHeader(http.StatusBadRequest)
			return
		}
		packed, _ := reply(query)[0].Pack()
		w.Header().Set("Content-Type", "application/dns-message")
		_, _ = w.Write(packed)
	}
}

func TestAskingOverHTTPS(t *testing.T) {
	defer goleak.VerifyNone(t, goleak.IgnoreCurrent())
	t.Run("many names", func(t *testing.T) {
		lookup, connections := resolverOverHTTPS(t, answering(right))
		var open sync.WaitGroup
		for range 10 {
			open.Go(func() {
				addresses, err := lookup(t.Context(), "dealer.spotify.com")
				if err != nil || len(addresses) != 1 || addresses[0] != netip.MustParseAddr("198.51.100.7") {
					t.Errorf("it says %v, %v", addresses, err)
				}
			})
		}
		open.Wait()
		if n := connections.Load(); n > 2 {
			t.Errorf("ten names took %d connections", n)
		}
	})
	for name, test := range map[string]struct {
		answer http.HandlerFunc
		code   Code
	}{
		"denied":    {answering(always(dnsmessage.RCodeNameError)), NameError},
		"empty":     {answering(always(dnsmessage.RCodeSuccess)), NameError},
		"failed":    {answering(always(dnsmessage.RCodeServerFailure)), ServerFailure},
		"a page":    {func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, "<html>Log in</html>") }, Unexpected},
		"not found": {func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusNotFound) }, Unexpected},
		"sent elsewhere": {func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Location", "https://login.example/")
			w.WriteHeader(http.StatusFound)
		}, Unexpected},
	} {
		t.Run(name, func(t *testing.T) {
			lookup, _ := resolverOverHTTPS(t, test.answer)
			if _, err := lookup(t.Context(), "dealer.spotify.com"); err == nil || codeOf(err) != test.code {
				t.Errorf("the error is %v", err)
			}
		})
	}
}

// Some networks answer in place of every resolver, or drop what is for others.
func TestPlainDNSIsNotTheLastWord(t *testing.T) {
	address := []netip.Addr{netip.MustParseAddr("198.51.100.7")}
	encrypted := func(context.Context, string) ([]netip.Addr, error) { return address, nil }
	for name, plain := range map[string]Lookup{
		"denied": func(context.Context, string) ([]netip.Addr, error) {
			return nil, &net.DNSError{IsNotFound: true}
		},
		"sunk": func(context.Context, string) ([]netip.Addr, error) {
			return []netip.Addr{netip.MustParseAddr("0.0.0.0")}, nil
		},
		"silent": func(ctx context.Context, _ string) ([]netip.Addr, error) {
			<-ctx.Done()
			return nil, ctx.Err()
		},
	} {
		t.Run(name, func(t *testing.T) {
			if got, err := plainThenEncrypted(plain, encrypted)(t.Context(), "ap.spotify.com"); err != nil || len(got) != 1 {
				t.Errorf("it says %v, %v", got, err)
			}
		})
	}
	refused := func(context.Context, string) ([]netip.Addr, error) { return nil, errors.New("refused") }
	if _, err := plainThenEncrypted(refused, refused)(t.Context(), "ap.spotify.com"); err == nil {
		t.Error("two failures are taken for an answer")
	}
}

func FuzzNameAnswer(f *testing.F) {
	query := dnsmessage.Message{Questions: []dnsmessage.Question{{
		Name: dnsmessage.MustNewName("ap.spotify.com."), Type: dnsmessage.TypeA, Class: dnsmessage.ClassINET,
	}}}
	for _, message := range append(right(query), saying(query, dnsmessage.RCodeNameError)) {
		packed, err := message.Pack()
		if err != nil {
			f.Fatal(err)
		}
		f.Add(packed)
		f.Add(packed[:len(packed)-3])
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		addresses, err := parseNameAnswer("ap.spotify.com", body)
		if (err == nil) != (len(addresses) > 0) {
			t.Fatalf("%d addresses, error %v", len(addresses), err)
		}
	})
}
