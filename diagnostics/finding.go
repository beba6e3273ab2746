package diagnostics

import (
	"fmt"
	"time"
)

// Status is the result of a check.
type Status string

// The four results of a check. Unknown is a result, not a failure: a check that has
// nothing to compare against must not blame anything.
const (
	OK      Status = "ok"
	Problem Status = "problem"
	Unknown Status = "unknown"
	Skipped Status = "skipped"
)

// CheckName names a check. The command line's JSON uses the same names.
type CheckName string

// The checks. CheckNames gives the order in which they are shown.
const (
	CheckInterfaces   CheckName = "interfaces"
	CheckPlaces       CheckName = "places"
	CheckPortal       CheckName = "portal"
	CheckResolver     CheckName = "resolver"
	CheckHostsFile    CheckName = "hosts-file"
	CheckClock        CheckName = "clock"
	CheckProxy        CheckName = "proxy"
	CheckTunnel       CheckName = "tunnel"
	CheckSecure       CheckName = "secure"
	CheckFamilies     CheckName = "families"
	CheckFirewall     CheckName = "local-firewall"
	CheckDirectory    CheckName = "directory"
	CheckAccessPoints CheckName = "access-points"
	CheckStatusFeed   CheckName = "status-feed"
	CheckOpinion      CheckName = "system-opinion"
	CheckInstalls     CheckName = "installs"
	CheckProcess      CheckName = "process"
	CheckConnections  CheckName = "connections"
)

// Observation is the code of what a check saw. Together with the check's name it
// selects the sentences shown to the user.
type Observation string

// What checks can see. Each comment names the arguments that come with the observation.
const (
	SawFine           Observation = "fine"             // depends on the check, see Vocabulary
	SawTimedOut       Observation = "timed-out"        // no answer within the check's timeout; Reason if something else cut it short
	SawCrashed        Observation = "crashed"          // Panic: the value the check panicked with
	SawNothingToCheck Observation = "nothing-to-check" // what the check examines does not exist here
	SawNotNeeded      Observation = "not-needed"       // the cause was clear before the check finished
	SawUnreadable     Observation = "unreadable"       // the system would not say; Path if it is a file
	SawForeign        Observation = "foreign"          // Retune runs with another account's rights and cannot tell which files and processes are the user's

	SawNoInterface  Observation = "no-interface"
	SawNoRoute      Observation = "no-route"      // Interface kind
	SawSilent       Observation = "silent"        // Tried: number of places
	SawChanged      Observation = "changed"       // Host: whose page came back changed; Answer: status code
	SawFailing      Observation = "failing"       // Failure
	SawBlocked      Observation = "blocked"       // Host; Address if it reveals nothing about the user, else Sink, its kind; for the hosts file also Line, Path, Count
	SawUncompared   Observation = "uncompared"    // fails, and so does everything it could be compared with
	SawHarmless     Observation = "harmless"      // Count: entries that do no harm
	SawPinned       Observation = "pinned"        // Host, Line, Path: the hosts file sends the name to a public address
	SawServerErrors Observation = "server-errors" // Answer: status code
	SawUnreachable  Observation = "unreachable"   // Failure
	SawCutOff       Observation = "cut-off"       // Host, Failure: servers accept the connection, which then breaks before they can identify themselves
	SawStrange      Observation = "strange"       // an answer that is not what Spotify sends
	SawClosed       Observation = "closed"        // Tried: number of access points; Failure
	SawIncident     Observation = "incident"      // Incident: title of a major or critical incident
	SawMinor        Observation = "minor"         // Incident: title of a minor incident or maintenance
	SawMissing      Observation = "missing"
	SawNotRunning   Observation = "not-running"
	// SawStaleLock: Spotify is not running, but a lock file is left whose owner is gone.
	SawStaleLock Observation = "stale-lock"
	// SawOutdated: Kind, Version, Count; Newest: the newest known version. The installed one
	// is so far behind it that servers may reject it.
	SawOutdated Observation = "outdated"
	// SawUpdateBlocked: Kind, Version, Count. Something keeps Spotify from updating itself.
	SawUpdateBlocked Observation = "update-blocked"
	// SawOffline: the system tells programs that there is no internet. Service, Setting: the
	// part of the system that keeps it from detecting the internet, if one was found.
	SawOffline     Observation = "offline"
	SawHung        Observation = "hung"         // Spotify's process exists but is stopped or stuck
	SawNone        Observation = "none"         // nothing of the kind: no connection, no proxy or no traffic, depending on the check
	SawLocalOnly   Observation = "local-only"   // Count: connections that stay on this computer or network
	SawConnecting  Observation = "connecting"   // Spotify is trying to connect
	SawStarting    Observation = "starting"     // Spotify has only just started and has no connection yet
	SawSkewed      Observation = "skewed"       // Seconds: how far this computer's clock is ahead; negative: behind. Servers: how many say so. Span: "years" if it is off by more than any certificate tolerates
	SawDenied      Observation = "denied"       // Source, Answer: the proxy requires a log-in
	SawTurnedAway  Observation = "turned-away"  // Source, Answer: the proxy answers but refuses
	SawScripted    Observation = "scripted"     // a script chooses the proxy
	SawDead        Observation = "dead"         // Tunnel: its kind. Traffic goes into the tunnel, and nothing comes back
	SawIntercepted Observation = "intercepted"  // Host, Issuer: issuer of a certificate that this computer does not trust
	SawMisled      Observation = "misled"       // Host, Sink: the name resolves to a server that is not Spotify's; public resolvers give the right one
	SawInspected   Observation = "inspected"    // Host, Issuer: somebody inspects all traffic, and this computer trusts their certificate
	SawExpired     Observation = "expired"      // Host, Issuer: a certificate of Spotify's that has expired
	SawUntimely    Observation = "untimely"     // Host, Issuer: a certificate that is valid except that this computer's clock is outside its dates
	SawIPv6Dead    Observation = "ipv6-dead"    // IPv6 is set up but gets nowhere; IPv4 works
	SawIPv4Dead    Observation = "ipv4-dead"    // IPv4 is set up but gets nowhere; IPv6 works
	SawOneFamily   Observation = "one-family"   // only one of IPv4 and IPv6 is set up
	SawActive      Observation = "active"       // Source: a firewall is active on this computer; none of its rules blocks Spotify
	SawUnreadRules Observation = "unread-rules" // Source: a firewall is active on this computer and may have rules that could not be read
	SawRule        Observation = "rule"         // Source; Rule, its kind: a rule of this computer's firewall that blocks Spotify
)

// Args are the typed arguments of a finding: numbers are int or int64, durations are
// int64 milliseconds, everything else is a string. Text that came from outside is
// untrusted: whoever displays it must sanitize it.
type Args map[string]any

// Finding is what one check found.
type Finding struct {
	Check       CheckName
	Status      Status
	Observation Observation
	// Cause is what the finding points to; empty if it points to nothing by itself.
	Cause Cause
	// BecauseOf is the verdict's cause if this finding is only a consequence of it. Conclude
	// sets it.
	BecauseOf Cause
	Args      Args
	Elapsed   time.Duration
}

// Saw returns the finding for what a check saw, with the status and cause that the
// Vocabulary assigns. It panics if the vocabulary lacks that pair: a mistake in the
// check's code, which the check's tests would notice.
func Saw(check CheckName, observation Observation, args Args) Finding {
	meaning, ok := meaningOf(check, observation)
	if !ok {
		panic(fmt.Sprintf("diagnostics: check %q cannot see %q", check, observation))
	}
	return Finding{
		Check: check, Observation: observation, Args: args,
		Status: meaning.Status, Cause: meaning.Cause,
	}
}

// Tells reports whether the finding is worth showing. That a system does not keep track
// of whether it is online is of no interest to anybody.
func (f Finding) Tells() bool {
	return f.Check != CheckOpinion || f.Observation != SawNothingToCheck
}

// Findings are the findings of one diagnosis.
type Findings []Finding

// Of returns the finding of one check, and whether there is one.
func (f Findings) Of(check CheckName) (Finding, bool) {
	for _, finding := range f {
		if finding.Check == check {
			return finding, true
		}
	}
	return Finding{}, false
}

// Saw reports whether the check saw any of the observations.
func (f Findings) Saw(check CheckName, observations ...Observation) bool {
	finding, ok := f.Of(check)
	if !ok {
		return false
	}
	for _, observation := range observations {
		if finding.Observation == observation {
			return true
		}
	}
	return false
}
