package network_test

import (
	"context"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"go.uber.org/goleak"

	"retune/diagnostics"
	"retune/diagnostics/network"
)

// fallen is what a door says that has fallen off its hinges.
const fallen = "off its hinges"

// fall crashes after a while, unless nobody waits any more.
func fall(ctx context.Context, after time.Duration) {
	select {
	case <-time.After(after):
		panic(fallen)
	case <-ctx.Done():
	}
}

// hinges is a door that crashes, and the checks that need it.
type hinges struct {
	name  string
	world world
	fall  func(doors *network.Doors, after time.Duration)
	needs []diagnostics.CheckName
}

func allHinges() []hinges {
	return []hinges{
		{
			name: "interfaces", needs: []diagnostics.CheckName{diagnostics.CheckInterfaces, diagnostics.CheckTunnel},
			fall: func(d *network.Doors, after time.Duration) {
				d.Interfaces = func() ([]network.Interface, error) { time.Sleep(after); panic(fallen) }
			},
		},
		{
			name: "routes", needs: []diagnostics.CheckName{diagnostics.CheckInterfaces, diagnostics.CheckFamilies},
			fall: func(d *network.Doors, after time.Duration) {
				d.Route = func(ctx context.Context, _ netip.AddrPort) (netip.Addr, error) {
					fall(ctx, after)
					return netip.Addr{}, ctx.Err()
				}
			},
		},
		{
			name: "names", needs: []diagnostics.CheckName{diagnostics.CheckResolver, diagnostics.CheckSecure, diagnostics.CheckDirectory},
			fall: func(d *network.Doors, after time.Duration) { d.Lookup = fallingLookup(after) },
		},
		{
			name: "public resolvers", needs: []diagnostics.CheckName{diagnostics.CheckResolver},
			world: world{lookup: silentName},
			fall: func(d *network.Doors, after time.Duration) {
				d.Controls = []network.Lookup{fallingLookup(after)}
			},
		},
		{
			name:  "connections",
			needs: []diagnostics.CheckName{diagnostics.CheckPlaces, diagnostics.CheckFamilies, diagnostics.CheckSecure, diagnostics.CheckAccessPoints, diagnostics.CheckPortal},
			fall: func(d *network.Doors, after time.Duration) {
				d.Dial = func(ctx context.Context, _, _ string) (net.Conn, error) {
					fall(ctx, after)
					return nil, ctx.Err()
				}
			},
		},
		{
			name: "requests", needs: []diagnostics.CheckName{diagnostics.CheckPortal, diagnostics.CheckDirectory, diagnostics.CheckStatusFeed},
			fall: func(d *network.Doors, after time.Duration) {
				d.HTTP = func(network.Dial, network.ChooseProxy) http.RoundTripper {
					return roundTrip(func(r *http.Request) (*http.Response, error) {
						fall(r.Context(), after)
						return nil, r.Context().Err()
					})
				}
			},
		},
		{
			name: "proxies", needs: []diagnostics.CheckName{diagnostics.CheckProxy},
			fall: func(d *network.Doors, after time.Duration) {
				d.Proxies = func(ctx context.Context) ([]network.Proxy, error) {
					fall(ctx, after)
					return nil, ctx.Err()
				}
			},
		},
		{
			name: "the way around a tunnel", needs: []diagnostics.CheckName{diagnostics.CheckTunnel},
			world: world{interfaces: withTunnel(), dial: silentDial},
			fall: func(d *network.Doors, after time.Duration) {
				d.Route = func(context.Context, netip.AddrPort) (netip.Addr, error) {
					return netip.MustParseAddr(ofTheTunnel), nil
				}
				d.DialFrom = func(ctx context.Context, _ network.Interface, _, _ string) (net.Conn, error) {
					fall(ctx, after)
					return nil, ctx.Err()
				}
			},
		},
		{
			name: "firewall", needs: []diagnostics.CheckName{diagnostics.CheckFirewall},
			fall: func(d *network.Doors, after time.Duration) {
				d.Firewall = func(ctx context.Context) (network.Firewall, error) {
					fall(ctx, after)
					return network.Firewall{}, ctx.Err()
				}
			},
		},
		{
			name: "hosts file", needs: []diagnostics.CheckName{diagnostics.CheckHostsFile},
			fall: func(d *network.Doors, after time.Duration) {
				d.HostsFile = func() (io.ReadCloser, error) { time.Sleep(after); panic(fallen) }
			},
		},
		{
			name: "the system's opinion", needs: []diagnostics.CheckName{diagnostics.CheckOpinion},
			fall: func(d *network.Doors, after time.Duration) {
				d.Opinion = func(ctx context.Context) (network.Opinion, error) {
					fall(ctx, after)
					return network.Opinion{}, ctx.Err()
				}
			},
		},
		{
			name: "clock", needs: []diagnostics.CheckName{diagnostics.CheckClock, diagnostics.CheckPortal},
			fall: func(d *network.Doors, after time.Duration) {
				begun := false // the first look is before all checks
				d.Now = func() time.Time {
					if begun {
						time.Sleep(after)
						panic(fallen)
					}
					begun = true
					return time.Now()
				}
			},
		},
	}
}

func fallingLookup(after time.Duration) network.Lookup {
	return func(ctx context.Context, _ string) ([]netip.Addr, error) {
		fall(ctx, after)
		return nil, ctx.Err()
	}
}

// A crash is a finding of the checks that it happens to. It ends neither the program nor
// what else is being looked at, leaves nothing behind, and accuses nobody.
func TestACrashBehindADoorIsAFinding(t *testing.T) {
	for _, hinges := range allHinges() {
		for _, after := range []time.Duration{0, 150 * time.Millisecond} {
			t.Run(hinges.name+" after "+after.String(), func(t *testing.T) {
				synctest.Test(t, func(t *testing.T) { crashBehind(t, hinges, after) })
			})
		}
	}
}

func crashBehind(t *testing.T, hinges hinges, after time.Duration) {
	t.Helper()
	healthy := concluded(t, hinges.world.doors())
	doors := hinges.world.doors()
	hinges.fall(&doors, after)
	report := concluded(t, doors)
	for _, check := range hinges.needs {
		finding, _ := report.Findings.Of(check)
		if finding.Observation != diagnostics.SawCrashed || finding.Args["Panic"] != fallen {
			t.Errorf("%s saw %q %v", check, finding.Observation, finding.Args)
		}
	}
	if cause := report.Verdict.Cause; cause.Fault() && cause != healthy.Verdict.Cause {
		t.Errorf("the crash accuses %q by %v", cause, report.Verdict.Evidence)
	}
}

// concluded makes the whole of a diagnosis, whatever is enough, within its time.
func concluded(t *testing.T, doors network.Doors) diagnostics.Report {
	t.Helper()
	const whole = 5 * time.Second
	ctx, cancel := context.WithTimeout(t.Context(), whole)
	defer cancel()
	started := time.Now()
	findings, err := diagnostics.Run(ctx, network.Checks(doors), nil, nil)
	if err != nil || time.Since(started) >= whole {
		t.Errorf("after %v: %v", time.Since(started), err)
	}
	verdict, marked := diagnostics.Conclude(findings)
	return diagnostics.Report{Verdict: verdict, Findings: marked}
}

func TestEveryCheckHasADoorThatCrashes(t *testing.T) {
	crashing := map[diagnostics.CheckName]bool{}
	for _, hinges := range allHinges() {
		for _, check := range hinges.needs {
			crashing[check] = true
		}
	}
	for _, check := range network.Checks(network.Doors{}) {
		if !crashing[check.Name] {
			t.Errorf("no door is tried that %s needs", check.Name)
		}
	}
}

// net/http connects in goroutines of its own, in which nobody could catch a crash.
func TestACrashUnderARealRequestIsAFinding(t *testing.T) {
	defer goleak.VerifyNone(t, goleak.IgnoreCurrent())
	server := httptest.NewServer(http.NotFoundHandler())
	defer server.Close()
	doors := systemDoors(server.Listener.Addr().String())
	open := doors.Dial
	doors.Dial = func(ctx context.Context, network, address string) (net.Conn, error) {
		if strings.HasSuffix(address, ":80") {
			panic(fallen)
		}
		return open(ctx, network, address)
	}
	findings, err := diagnostics.Run(t.Context(), network.Checks(doors), nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	portal, _ := findings.Of(diagnostics.CheckPortal)
	if portal.Observation != diagnostics.SawCrashed || portal.Args["Panic"] != fallen {
		t.Errorf("the portal check saw %q %v", portal.Observation, portal.Args)
	}
}
