package diagnostics

// Cause is the code of the one thing that keeps Spotify offline. Other programs
// read these codes, so a code never changes its meaning.
type Cause string

// The causes, deepest first: a deeper cause explains every problem above it.
const (
	CauseNoNetwork       Cause = "no-network"
	CauseNoInternet      Cause = "no-internet"
	CauseCaptivePortal   Cause = "captive-portal"
	CauseClockWrong      Cause = "clock-wrong"
	CauseDNSFailing      Cause = "dns-failing"
	CauseDNSBlocked      Cause = "dns-blocked"
	CauseHostsBlocked    Cause = "hosts-blocked"
	CauseProxyBroken     Cause = "proxy-broken"
	CauseVPN             Cause = "vpn"
	CauseTLSIntercepted  Cause = "tls-intercepted"
	CauseFirewall        Cause = "firewall"
	CauseIPv6Broken      Cause = "ipv6-broken"
	CauseSpotifyOutage   Cause = "spotify-outage"
	CauseOSOffline       Cause = "os-offline"
	CauseClientMissing   Cause = "client-missing"
	CauseClientHung      Cause = "client-hung"
	CauseClientStaleLock Cause = "client-stale-lock"
	CauseClientOutdated  Cause = "client-outdated"
	CauseOfflineMode     Cause = "offline-mode"
	CauseNone            Cause = "none"
	CauseUnknown         Cause = "unknown"
)

// Causes returns every cause in order of precedence. The two that name no fault
// come last.
func Causes() []Cause {
	return []Cause{
		CauseNoNetwork, CauseNoInternet, CauseCaptivePortal, CauseClockWrong,
		CauseDNSFailing, CauseDNSBlocked, CauseHostsBlocked, CauseProxyBroken,
		CauseVPN, CauseTLSIntercepted, CauseFirewall, CauseIPv6Broken,
		CauseSpotifyOutage, CauseOSOffline, CauseClientMissing, CauseClientHung,
		CauseClientStaleLock, CauseClientOutdated, CauseOfflineMode,
		CauseNone, CauseUnknown,
	}
}

// Fault reports whether the cause is a proven fault: neither none nor unknown.
func (c Cause) Fault() bool { return c != "" && c != CauseNone && c != CauseUnknown }
