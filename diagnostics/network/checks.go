package network

import (
	"net/http"
	"net/netip"
	"sync"
	"sync/atomic"
	"time"

	"retune/diagnostics"
)

// How long each check may take. A diagnosis has five seconds in all. A check waits
// for silent places only until shortly before its time is over, see patience, so that
// silence is a finding of its own and not just a missing answer.
const (
	// A proxy, or the end of a tunnel, is as far away as any place.
	proxyTimeout  = 3 * time.Second
	tunnelTimeout = 2500 * time.Millisecond
	// Programs print settings within milliseconds.
	firewallTimeout = 1500 * time.Millisecond
	// Looking at this computer takes milliseconds; a second is for one that swaps.
	interfacesTimeout = time.Second
	// Windows starts its network list manager first where nobody has asked it yet.
	opinionTimeout = 1500 * time.Millisecond
	// The hosts file comes before the resolver, and both have to fit.
	hostsFileTimeout = time.Second
	// A connection over a bad mobile network takes a second; one lost packet costs
	// another (RFC 6298), and then there is an answer.
	placesTimeout = 3 * time.Second
	portalTimeout = 3 * time.Second
	// A lookup through a chain of resolvers with a cold cache takes up to two seconds; so
	// does a public resolver that has to be asked over HTTPS.
	resolverTimeout = 3500 * time.Millisecond
	// Nothing is waited for: the answers are there, or are not.
	clockTimeout = time.Second
	// A name, a connection and a handshake; and one more where somebody is suspected.
	secureTimeout = 3500 * time.Millisecond
	// As long as the places, which it shares.
	familiesTimeout = 3 * time.Second
	// A name, a connection, a handshake and an answer, over a satellite 800 ms away.
	directoryTimeout = 3900 * time.Millisecond
	// The access points come after the directory, or after directoryPatience.
	accessPointsTimeout = 4200 * time.Millisecond
	// The status page is far away for many, and nothing waits for it.
	statusFeedTimeout = 3500 * time.Millisecond

	// slack is left of a check's time to say what it saw.
	slack = 200 * time.Millisecond
)

// diagnosis is what the checks of one diagnosis tell each other beside their findings.
type diagnosis struct {
	Doors
	web http.RoundTripper

	questions *questions                 // to this computer's resolver
	names     memo[string, []netip.Addr] // what it says of a name
	publics   memo[string, []netip.Addr] // what public resolvers say
	reached   memo[string, struct{}]     // whether a place opens
	// nextPublic asks a second public resolver beside the first. The sign is that it answers.
	nextPublic *scout
	// around goes around the proxies where they are silent. The sign is that it leads there.
	around *scout
	// ipv4 and ipv6 try an address of the family where one of the other is silent. The sign
	// is that anything answered over it.
	ipv4, ipv6 *scout

	settings memo[struct{}, foundProxies] // which proxies are set
	trials   memo[Proxy, struct{}]        // whether a proxy leads to Spotify

	began         time.Time     // by the time that this computer has been on
	clockBegan    time.Time     // by its clock, without the former
	clocks        clockReadings // what servers say of this computer's clock
	clockCompared *event

	directoryAsked *event // and it has answered, or will not

	shakenAgain atomic.Bool // see mayShakeAgain

	mutex        sync.Mutex
	slowest      time.Duration   // of the connections that came about
	slowestShake time.Duration   // of the handshakes that came about, with name and connection
	accessPoints []AccessPoint   // as the directory named them
	hostsBlocked map[string]bool // needed hosts that the hosts file sends nowhere
}

// Checks returns the checks for one diagnosis. They share what they learn, so each
// diagnosis takes new ones.
func Checks(doors Doors) []diagnostics.Check {
	d := newDiagnosis(doors)
	checks := []diagnostics.Check{
		{Name: diagnostics.CheckInterfaces, Timeout: interfacesTimeout, Run: d.interfaces},
		{Name: diagnostics.CheckPlaces, Timeout: placesTimeout, Run: d.places},
		{Name: diagnostics.CheckPortal, Timeout: portalTimeout, Run: d.portal},
		{
			Name: diagnostics.CheckResolver, Timeout: resolverTimeout, Run: d.resolver,
			After: []diagnostics.CheckName{diagnostics.CheckHostsFile},
		},
		{Name: diagnostics.CheckProxy, Timeout: proxyTimeout, Run: d.proxies},
		{Name: diagnostics.CheckTunnel, Timeout: tunnelTimeout, Run: d.tunnel},
		{Name: diagnostics.CheckFirewall, Timeout: firewallTimeout, Run: d.localFirewall},
		{Name: diagnostics.CheckHostsFile, Timeout: hostsFileTimeout, Run: d.hostsFile},
		{
			Name: diagnostics.CheckClock, Timeout: clockTimeout, Run: d.clock,
			After: []diagnostics.CheckName{diagnostics.CheckPortal},
		},
		{
			Name: diagnostics.CheckSecure, Timeout: secureTimeout, Run: d.secure,
			After: []diagnostics.CheckName{diagnostics.CheckHostsFile},
		},
		{Name: diagnostics.CheckFamilies, Timeout: familiesTimeout, Run: d.families},
		{Name: diagnostics.CheckDirectory, Timeout: directoryTimeout, Run: d.directory},
		{Name: diagnostics.CheckAccessPoints, Timeout: accessPointsTimeout, Run: d.reachAccessPoints},
		{Name: diagnostics.CheckStatusFeed, Timeout: statusFeedTimeout, Run: d.statusFeed},
		{Name: diagnostics.CheckOpinion, Timeout: opinionTimeout, Run: d.opinion},
	}
	for i, check := range checks {
		checks[i].Run = d.withinAllowance(check.Name, check.Run)
	}
	return checks
}

func newDiagnosis(doors Doors) *diagnosis {
	d := &diagnosis{
		Doors: doors, questions: newQuestions(doors),
		nextPublic: newScout(newEvent()), around: newScout(newEvent()),
		ipv4: newScout(newEvent()), ipv6: newScout(newEvent()),
		clockCompared: newEvent(), directoryAsked: newEvent(),
	}
	d.Dial, d.DialFrom = doors.Allowance.limit(doors.Dial), doors.Allowance.limitFrom(doors.DialFrom)
	if doors.HTTP != nil {
		d.web = doors.HTTP(d.dialRequest, d.plainProxy)
	}
	if doors.Now != nil {
		d.began, d.clockBegan = time.Now(), doors.Now().Round(0)
	}
	return d
}

func (d *diagnosis) setAccessPoints(points []AccessPoint) {
	d.mutex.Lock()
	defer d.mutex.Unlock()
	d.accessPoints = points
}

func (d *diagnosis) noteConnect(took time.Duration) {
	d.mutex.Lock()
	defer d.mutex.Unlock()
	d.slowest = max(d.slowest, took)
}

func (d *diagnosis) noteHandshake(took time.Duration) {
	d.mutex.Lock()
	defer d.mutex.Unlock()
	d.slowestShake = max(d.slowestShake, took)
}

func (d *diagnosis) longestConnect() time.Duration {
	d.mutex.Lock()
	defer d.mutex.Unlock()
	return d.slowest
}

// slow reports whether the network is so slow, or so lossy, that silence says nothing.
func (d *diagnosis) slow() bool {
	d.mutex.Lock()
	defer d.mutex.Unlock()
	return d.slowest > slowConnect || d.slowestShake > slowHandshake
}

func (d *diagnosis) namedAccessPoints() []AccessPoint {
	d.mutex.Lock()
	defer d.mutex.Unlock()
	return d.accessPoints
}

func (d *diagnosis) setHostsBlocked(hosts map[string]bool) {
	d.mutex.Lock()
	defer d.mutex.Unlock()
	d.hostsBlocked = hosts
}

func (d *diagnosis) isHostsBlocked(host string) bool {
	d.mutex.Lock()
	defer d.mutex.Unlock()
	return d.hostsBlocked[host]
}
