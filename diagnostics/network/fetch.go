package network

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptrace"
	"net/url"
	"sync/atomic"
	"time"

	"retune/diagnostics"
)

// errStrange is the failure of an answer that came and is not what was asked for.
var errStrange = errors.New("not the expected answer")

// maxRedirects is how many redirects are followed where any are.
const maxRedirects = 5

// fetching is a GET request and what of its answer is wanted.
type fetching struct {
	url string
	// limit is how many bytes of the body are read; what is longer is cut off there.
	limit int64
	// domains are those within which redirects are followed, by https only. Without
	// one, a redirect is an answer like any other.
	domains []string
}

// answer is what came back.
type answer struct {
	status   int
	location *url.URL // where a redirect leads, if it says so
	body     []byte
	whole    bool          // the body ended within the limit
	dated    bool          // the server said its time
	ahead    time.Duration // of this computer's clock, before the server's
}

// fetch gets a page. The error is a *fetchError.
func (d *diagnosis) fetch(ctx context.Context, f fetching) (answer, error) {
	var stage tracedStage
	request, err := http.NewRequestWithContext(stage.trace(ctx), http.MethodGet, f.url, http.NoBody)
	if err != nil {
		return answer{}, stage.failed(err)
	}
	request.Header.Set("User-Agent", "Retune/"+d.Version)
	client := http.Client{Transport: d.web, CheckRedirect: f.follow}
	// It also ends the connecting that a request left behind when it was cancelled.
	defer client.CloseIdleConnections()
	response, err := client.Do(request)
	var crash *diagnostics.Crash
	if errors.As(err, &crash) {
		panic(crash) // of dialRequest
	}
	if err != nil {
		return answer{}, stage.failed(err)
	}
	defer response.Body.Close()
	ahead, dated := clockAhead(d.Now(), response.Header)
	body, err := io.ReadAll(io.LimitReader(response.Body, f.limit+1))
	if err != nil {
		return answer{}, stage.failed(err)
	}
	location, _ := response.Location()
	whole := int64(len(body)) <= f.limit
	return answer{
		status: response.StatusCode, location: location, body: body[:min(int64(len(body)), f.limit)],
		whole: whole, dated: dated, ahead: ahead,
	}, nil
}

func (f fetching) follow(next *http.Request, via []*http.Request) error {
	if len(f.domains) == 0 {
		return http.ErrUseLastResponse
	}
	if len(via) > maxRedirects {
		return fmt.Errorf("%w: more than %d redirects", errStrange, maxRedirects)
	}
	for _, domain := range f.domains {
		if next.URL.Scheme == "https" && within(next.URL.Hostname(), domain) {
			return nil
		}
	}
	return fmt.Errorf("%w: redirected elsewhere", errStrange)
}

// fetchError is a request that failed, and where.
type fetchError struct {
	Failure Failure
	err     error
}

func (e *fetchError) Error() string { return e.err.Error() }
func (e *fetchError) Unwrap() error { return e.err }

// tracedStage remembers how far a request has come, since errors after the connect do
// not tell a handshake from a request.
type tracedStage struct{ current atomic.Value }

func (s *tracedStage) trace(ctx context.Context) context.Context {
	return httptrace.WithClientTrace(ctx, &httptrace.ClientTrace{
		DNSStart:          func(httptrace.DNSStartInfo) { s.current.Store(Resolve) },
		ConnectStart:      func(string, string) { s.current.Store(Connect) },
		TLSHandshakeStart: func() { s.current.Store(Handshake) },
		TLSHandshakeDone: func(_ tls.ConnectionState, err error) {
			if err == nil {
				s.current.Store(Request)
			}
		},
		GotConn: func(httptrace.GotConnInfo) { s.current.Store(Request) },
	})
}

func (s *tracedStage) failed(err error) *fetchError {
	stage, ok := s.current.Load().(Operation)
	if !ok {
		stage = Request
	}
	return &fetchError{FailureOf(err, stage), err}
}

// failureOfFetch returns the failure of an error of fetch.
func failureOfFetch(err error) Failure {
	var failed *fetchError
	if errors.As(err, &failed) {
		return failed.Failure
	}
	return FailureOf(err, Request)
}
