package network

import (
	"context"
	"errors"
	"net"
	"net/netip"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"retune/diagnostics"
)

// nobodyHome is a dial that fails where it is allowed.
func nobodyHome(context.Context, string, string) (net.Conn, error) {
	return nil, errors.New("nobody is home")
}

func TestWhatIsTakenOutOfTheAllowance(t *testing.T) {
	over, cancel := context.WithCancel(t.Context())
	cancel()
	for name, test := range map[string]struct {
		ctx     context.Context
		address string
		dial    func(d *diagnosis) Dial
		left    int64
	}{
		"a connection":                         {t.Context(), "192.0.2.1:443", func(d *diagnosis) Dial { return d.Dial }, 0},
		"one that nobody wants any more":       {over, "192.0.2.1:443", func(d *diagnosis) Dial { return d.Dial }, 1},
		"one that stays on this computer":      {t.Context(), "127.0.0.1:443", func(d *diagnosis) Dial { return d.Dial }, 1},
		"one over an interface that is chosen": {t.Context(), "192.0.2.1:443", viaCable, 0},
	} {
		t.Run(name, func(t *testing.T) {
			d := newDiagnosis(Doors{
				Allowance: NewAllowance(1), Dial: nobodyHome,
				DialFrom: func(ctx context.Context, _ Interface, network, address string) (net.Conn, error) {
					return nobodyHome(ctx, network, address)
				},
			})
			_, _ = test.dial(d)(test.ctx, "tcp", test.address)
			if left := d.Allowance.left.Load(); left != test.left || d.Allowance.isOverdrawn() {
				t.Errorf("%d are left", left)
			}
		})
	}
}

func viaCable(d *diagnosis) Dial {
	return func(ctx context.Context, network, address string) (net.Conn, error) {
		return d.DialFrom(ctx, Interface{Name: "eth0"}, network, address)
	}
}

// Silence, giving up and what was one question too many are nobody's answer.
func TestWhatIsAnAnswer(t *testing.T) {
	refusal := &net.DNSError{Err: "refused", IsTemporary: true}
	for name, test := range map[string]struct {
		err      error
		spent    bool
		isAnswer bool
	}{
		"an address":             {nil, false, true},
		"an address, at the end": {nil, true, true},
		"a refusal":              {refusal, false, true},
		"one question too many":  {refusal, true, false},
		"silence":                {&net.DNSError{IsTimeout: true}, false, false},
		"given up":               {context.Canceled, false, false},
	} {
		a := NewAllowance(0)
		if test.spent {
			_ = a.take(t.Context())
		}
		if got := a.isAnswer(test.err); got != test.isAnswer {
			t.Errorf("%s: %v", name, got)
		}
	}
}

// What a check sees on this computer itself stands, however few connections there were; what
// it would say of the network does not, and why is said.
func TestAfterTheLastConnectionOnlyThisComputerIsJudged(t *testing.T) {
	d := newDiagnosis(Doors{Allowance: NewAllowance(0)})
	_ = d.Allowance.take(t.Context())
	for _, finding := range []diagnostics.Finding{
		diagnostics.Saw(diagnostics.CheckInterfaces, diagnostics.SawNoInterface, nil),
		diagnostics.Saw(diagnostics.CheckFirewall, diagnostics.SawRule, nil),
		diagnostics.Saw(diagnostics.CheckHostsFile, diagnostics.SawBlocked, nil),
		diagnostics.Saw(diagnostics.CheckOpinion, diagnostics.SawOffline, nil),
		diagnostics.Saw(diagnostics.CheckPlaces, diagnostics.SawFine, nil),
	} {
		if got := d.withinAllowance(finding.Check, concluding(finding))(t.Context(), nil); got.Observation != finding.Observation {
			t.Errorf("%s: %q became %q", finding.Check, finding.Observation, got.Observation)
		}
	}
	silent := diagnostics.Saw(diagnostics.CheckPlaces, diagnostics.SawSilent, nil)
	got := d.withinAllowance(silent.Check, concluding(silent))(t.Context(), nil)
	if got.Observation != diagnostics.SawTimedOut || got.Args["Reason"] != reasonEnough {
		t.Errorf("it says %+v", got)
	}
}

func concluding(finding diagnostics.Finding) run {
	return func(context.Context, diagnostics.Findings) diagnostics.Finding { return finding }
}

// Where the proxy is silent one goes around it, and the others follow where that leads there.
func TestWhoGoesAroundASilentProxy(t *testing.T) {
	const wanted = 4
	for name, test := range map[string]struct {
		opens bool
		went  int32
		took  time.Duration
	}{
		"it leads there":   {true, wanted, proxyHeadStart + stragglers},
		"it leads nowhere": {false, 1, 3 * time.Second},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				ctx, cancel := context.WithTimeout(t.Context(), 3*time.Second)
				defer cancel()
				d := newDiagnosis(Doors{
					Proxies: func(context.Context) ([]Proxy, error) {
						return []Proxy{{Source: ProxyOfSystem, Kind: ProxyHTTP, Address: "192.0.2.1:3128"}}, nil
					},
					Dial: func(ctx context.Context, _, _ string) (net.Conn, error) {
						<-ctx.Done()
						return nil, ctx.Err()
					},
				})
				var went atomic.Int32
				around := func(ctx context.Context) (net.Conn, error) {
					went.Add(1)
					if test.opens {
						return closing{closed: new(atomic.Int32)}, nil
					}
					<-ctx.Done()
					return nil, ctx.Err()
				}
				started := time.Now()
				var all sync.WaitGroup
				for range wanted {
					all.Go(func() { _, _ = d.way(ctx, "dealer.spotify.com:443", around) })
				}
				all.Wait()
				if took := time.Since(started); went.Load() != test.went || took != test.took {
					t.Errorf("%d went around, and it took %v", went.Load(), took)
				}
			})
		})
	}
}

func refusing(context.Context, string) ([]netip.Addr, error) {
	return nil, &net.DNSError{Err: "refused", IsTemporary: true}
}

// One name goes ahead to the public name servers, to the second one as well, and the others
// follow where somebody answers.
func TestHowManyNamesGoToPublicNameServers(t *testing.T) {
	const names = 4
	for name, test := range map[string]struct {
		first, second Lookup
		asked         [2]int32
		took          time.Duration
	}{
		"the first answers":  {after(50 * time.Millisecond), lost, [2]int32{names, 0}, 100 * time.Millisecond},
		"the second answers": {lost, after(50 * time.Millisecond), [2]int32{names, names}, controlHeadStart + 50*time.Millisecond + stragglers + 50*time.Millisecond},
		"both refuse":        {refusing, refusing, [2]int32{1, 1}, controlHeadStart},
		"neither answers":    {lost, lost, [2]int32{1, 1}, 3 * time.Second},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				ctx, cancel := context.WithTimeout(t.Context(), 3*time.Second)
				defer cancel()
				var asked [2]atomic.Int32
				d := newDiagnosis(Doors{Controls: []Lookup{counting(test.first, &asked[0]), counting(test.second, &asked[1])}})
				started := time.Now()
				var all sync.WaitGroup
				for _, host := range []string{unrelatedHosts()[0], "a.spotify.com", "b.spotify.com", "c.spotify.com"} {
					all.Go(func() { _, _ = d.resolveByControls(ctx, host) })
				}
				all.Wait()
				took := time.Since(started)
				if got := [2]int32{asked[0].Load(), asked[1].Load()}; got != test.asked || took != test.took {
					t.Errorf("they were asked %v times, and it took %v", got, took)
				}
			})
		})
	}
}

// A name that public name servers deny is an answer: the others are asked for all the same.
func TestADeniedNameDoesNotKeepTheOthersBack(t *testing.T) {
	address := netip.MustParseAddr("198.51.100.7")
	d := newDiagnosis(Doors{Controls: []Lookup{func(_ context.Context, host string) ([]netip.Addr, error) {
		if host == unrelatedHosts()[0] {
			return nil, &net.DNSError{IsNotFound: true}
		}
		return []netip.Addr{address}, nil
	}}})
	addresses, err := d.resolveByControls(t.Context(), "dealer.spotify.com")
	if err != nil || len(addresses) != 1 || addresses[0] != address {
		t.Errorf("%v, %v", addresses, err)
	}
}
